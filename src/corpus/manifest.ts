// The manifest: what a person declares about each plan, because no parser could know it.
import { createHash } from 'node:crypto';
import { parse as parsePath } from 'node:path';
import { z } from 'zod';
import { ForeseenError } from '../text/foreseen-error.ts';
import { isPlanFileName } from './folder-names.ts';
import type { Correction, Repair } from './marked-text.ts';

const DIVISIONS = [
  'country',
  'province',
  'autonomous-region',
  'municipality',
  'prefecture-level-city',
  'prefecture',
  'autonomous-prefecture',
  'league',
  'district',
  'county-level-city',
  'county',
  'autonomous-county',
  'banner',
  'autonomous-banner',
  'special-area',
] as const;
/** What kind of division a plan is for. special-area: development zones, new areas and the like. */
export type Division = (typeof DIVISIONS)[number];

export interface Provenance {
  /** The file's name when it was collected. */
  readonly capturedAs: string;
  readonly note: string;
  /** Where it was published, if that is known. */
  readonly url?: string | undefined;
  /** Of an imported plan: the file as it came, in the folder `originals` beside the texts. */
  readonly original?: string | undefined;
}

/** The declared facts of one plan. Null where nobody has said. */
export interface PlanFacts {
  readonly id: string;
  /** File name in the seeds folder. */
  readonly file: string;
  /** Whom the plan is for, as readers call it: 花都区, or 杭州市 for the plan of a whole city. */
  readonly district: string;
  readonly city: string | null;
  readonly province: string | null;
  /** Six digits after GB/T 2260. */
  readonly code: string | null;
  readonly division: Division | null;
  /** The official title, in Simplified. */
  readonly title: string;
  /** Only what the file itself says. */
  readonly issuer: string | null;
  readonly documentNumber: string | null;
  /** `2021-06-23`, or `2021-04` where the day is not known. */
  readonly publishedOn: string | null;
  /** What that date is, in Chinese: 印发日期 …; null if there is no date. */
  readonly dateMeaning: string | null;
  /** First and last year, `2021-2025`. */
  readonly period: string | null;
  readonly script: 'Hans' | 'Hant';
  readonly provenance?: Provenance | undefined;
  readonly repairs: readonly Repair[];
  readonly corrections: readonly Correction[];
}

export interface ManifestProblem {
  /** Which entry, `entry 2 ("huadu")`; `the file` if it is none. */
  readonly entry: string;
  /** Which field, `corrections[0].line`; empty if it is the entry itself. */
  readonly field: string;
  readonly wrong: string;
  readonly cure: string;
}

/** A manifest that cannot be used. The message names every wrong entry and field, and says what to do. */
export class ManifestError extends ForeseenError {
  override readonly name = 'ManifestError';
  readonly file: string;
  readonly problems: readonly ManifestProblem[];

  constructor(file: string, problems: readonly ManifestProblem[]) {
    super(`${file} cannot be used:\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`);
    this.file = file;
    this.problems = problems;
  }
}

/** The plans of a manifest, given as parsed JSON; `file` is its name for messages. Throws `ManifestError`. */
export function parseManifest(json: unknown, file: string): PlanFacts[] {
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success)
    throw new ManifestError(
      file,
      parsed.error.issues.flatMap((issue) => problemsOf(issue, json)),
    );
  const problems = UNIQUE.flatMap((fact) => repeatProblems(parsed.data, fact));
  if (problems.length > 0) throw new ManifestError(file, problems);
  return parsed.data;
}

/** What can be said of a plan that no manifest declares: its file name, and nothing else. */
export function defaultFacts(fileName: string): PlanFacts {
  const name = parsePath(fileName).name;
  return {
    id: idFrom(name),
    file: fileName,
    district: name,
    city: null,
    province: null,
    code: null,
    division: null,
    title: name,
    issuer: null,
    documentNumber: null,
    publishedOn: null,
    dateMeaning: null,
    period: null,
    script: 'Hans',
    repairs: [],
    corrections: [],
  };
}

// In this schema every message is the cure: what is wrong is told by `problemsOf`, from the value itself.
const ID_CURE = 'use lower-case letters, digits and hyphens, a letter first, for example "huadu"';
const FILE_CURE =
  'give the name of a file in the seeds folder, without a path and none that the folder itself uses, for example "huadu.txt"';
const CODE_CURE = 'give the six digits of GB/T 2260 as a string, for example "440114", or null';
const DATE_CURE = 'write it as 2021-06-23, or 2021-04 where the day is not known, or null';
const PERIOD_CURE = 'write the first and the last year as 2021-2025, or null';
const LINE_CURE = 'give the number of the line, counted from 1';
const URL_CURE = 'give an address that begins with http:// or https://, or leave it out';
const TEXT_CURE = 'give a text that is not empty';
const TEXT_OR_NULL_CURE = 'give a text that is not empty, or null';
const DIFFERENT_CURE = 'give a form other than the one to find, or remove the entry';
const LIST_CURE = 'make it a list, which may be empty';
const OBJECT_CURE = 'make it an object with the fields of this format';

const text = z.string(TEXT_CURE).regex(/\S/u, TEXT_CURE);
const textOrNull = z.string(TEXT_OR_NULL_CURE).regex(/\S/u, TEXT_OR_NULL_CURE).nullable();

const repairSchema = z
  .strictObject({ find: text, replace: z.string('give the text that belongs there'), reason: text }, OBJECT_CURE)
  .refine(({ find, replace }) => find !== replace, { path: ['replace'], error: DIFFERENT_CURE });

const correctionSchema = z
  .strictObject({ line: z.int(LINE_CURE).min(1, LINE_CURE), find: text, meant: text, reason: text }, OBJECT_CURE)
  .refine(({ find, meant }) => find !== meant, { path: ['meant'], error: DIFFERENT_CURE });

const factsSchema = z
  .strictObject(
    {
      id: z.string(ID_CURE).regex(/^[a-z][a-z0-9-]*$/u, ID_CURE),
      file: z.string(FILE_CURE).refine(isPlanFileName, FILE_CURE),
      district: text,
      city: textOrNull,
      province: textOrNull,
      code: z
        .string(CODE_CURE)
        .regex(/^[1-9]\d{5}$/u, CODE_CURE)
        .nullable(),
      division: z.enum(DIVISIONS, `use null or one of ${DIVISIONS.join(', ')}`).nullable(),
      title: text,
      issuer: textOrNull.default(null),
      documentNumber: textOrNull.default(null),
      publishedOn: z.string(DATE_CURE).refine(isDate, DATE_CURE).nullable(),
      dateMeaning: textOrNull,
      period: z.string(PERIOD_CURE).refine(isPeriod, PERIOD_CURE).nullable(),
      script: z.enum(['Hans', 'Hant'], 'use "Hans" for Simplified, "Hant" for Traditional'),
      provenance: z
        .strictObject(
          {
            capturedAs: text,
            note: text,
            url: z.string(URL_CURE).refine(isWebAddress, URL_CURE).optional(),
            original: z.string(FILE_CURE).refine(isPlanFileName, FILE_CURE).optional(),
          },
          OBJECT_CURE,
        )
        .optional(),
      repairs: z.array(repairSchema, LIST_CURE).default([]),
      corrections: z.array(correctionSchema, LIST_CURE).default([]),
    },
    OBJECT_CURE,
  )
  .refine(({ publishedOn, dateMeaning }) => (publishedOn === null) === (dateMeaning === null), {
    path: ['dateMeaning'],
    error: 'give publishedOn and dateMeaning together, or null for both',
  });

const manifestSchema = z.array(factsSchema, 'make it a list of plans');

/** Whether a text is an address to which a page may link. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) && URL.canParse(text);
}

function isDate(date: string): boolean {
  const [, month, day = '-01'] = /^(\d{4}-\d{2})(-\d{2})?$/u.exec(date) ?? [];
  const time = new Date(`${month}${day}T00:00:00Z`);
  // A day that does not exist either makes no date at all or moves to another month.
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(`${month}${day}`);
}

function isPeriod(period: string): boolean {
  const [, first = '', last = ''] = /^(\d{4})-(\d{4})$/u.exec(period) ?? [];
  return first !== '' && first <= last;
}

function problemsOf(issue: z.core.$ZodIssue, json: unknown): ManifestProblem[] {
  const [index, ...path] = issue.path;
  const entry = entryName(json, index);
  if (issue.code === 'unrecognized_keys') {
    const [wrong, cure] = ['is not a field of this format', 'remove it, or correct its spelling'];
    return issue.keys.map((key) => ({ entry, field: z.core.toDotPath([...path, key]), wrong, cure }));
  }
  return [{ entry, field: z.core.toDotPath(path), wrong: describeValue(valueAt(json, issue.path)), cure: issue.message }];
}

interface UniqueFact {
  readonly field: string;
  readonly of: (plan: PlanFacts) => string | undefined;
  readonly cure: string;
}

/** What no two plans may have in common: to remove the one would delete the file of the other. */
const UNIQUE: readonly UniqueFact[] = [
  { field: 'id', of: ({ id }) => id, cure: 'give each plan an id of its own' },
  { field: 'file', of: ({ file }) => file, cure: 'give each plan a file of its own' },
  {
    field: 'provenance.original',
    of: ({ provenance }) => provenance?.original,
    cure: 'give each plan an original of its own, or leave it out',
  },
];

function repeatProblems(plans: readonly PlanFacts[], { field, of, cure }: UniqueFact): ManifestProblem[] {
  const first = new Map<string, number>();
  return plans.flatMap((plan, index): ManifestProblem[] => {
    const value = of(plan);
    if (value === undefined) return [];
    const earlier = first.get(value);
    if (earlier === undefined) {
      first.set(value, index);
      return [];
    }
    const wrong = `is "${value}", as that of ${entryName(plans, earlier)} is`;
    return [{ entry: entryName(plans, index), field, wrong, cure }];
  });
}

function entryName(json: unknown, index: PropertyKey | undefined): string {
  if (typeof index !== 'number') return 'the file';
  const id = valueAt(json, [index, 'id']);
  return typeof id === 'string' ? `entry ${index + 1} ("${id}")` : `entry ${index + 1}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), value);
}

const LONGEST_QUOTE = 60;

function describeValue(value: unknown): string {
  if (value === undefined) return 'is missing';
  const quoted = JSON.stringify(value);
  return `is ${quoted.length > LONGEST_QUOTE ? `${quoted.slice(0, LONGEST_QUOTE)}…` : quoted}`;
}

function problemText({ entry, field, wrong, cure }: ManifestProblem): string {
  return `${[entry, field].filter((part) => part !== '').join(', ')} ${wrong}; ${cure}`;
}

function idFrom(name: string): string {
  const id = name.toLowerCase().replace(/[^a-z0-9-]/gu, '-');
  // A wholly Chinese name leaves only hyphens, the same for every name of its length.
  if (!/[a-z0-9]/u.test(id)) return `plan-${createHash('sha1').update(name).digest('hex').slice(0, 8)}`;
  return /^[a-z]/u.test(id) ? id : `p${id}`;
}
