// The facts of a plan that is being taken in: what the file tells, what a person says instead, names that are free.
import { extname } from 'node:path';
import { type PlanFacts, parseManifest } from '../manifest.ts';
import type { ReadFileResult } from '../readers/read-document.ts';
import { distinctId, type GuessedFacts, guessFacts } from './guess-facts.ts';

/** What a person may say of a plan instead of what its file tells; null where a fact is not known. */
export type GivenFacts = Partial<Pick<PlanFacts, 'id' | 'district' | 'city' | 'province' | 'title' | 'period'>> & {
  /** Where the plan was published. */
  readonly source?: string | undefined;
};

/** What a document tells of itself: read out of it once, its text need not be at hand any more. */
export interface ToldFacts {
  readonly guessed: GuessedFacts;
  readonly kind: ReadFileResult['kind'];
}

/** `fileName`: as the file was called, without its folder. */
export const factsToldBy = (
  { lines, title, kind }: Pick<ReadFileResult, 'lines' | 'title' | 'kind'>,
  fileName: string,
): ToldFacts => ({ guessed: guessFacts({ lines: lines.map(({ text }) => text), outerTitle: title, fileName }), kind });

export interface ProposalInput {
  readonly told: ToldFacts;
  /** As the file was called, without its folder. */
  readonly fileName: string;
  readonly given: { readonly [Fact in keyof GivenFacts]: GivenFacts[Fact] | undefined };
  /** The plans that are there: their ids are not given again. */
  readonly plans: readonly PlanFacts[];
  /** Names of files that are not to be used; see `takenNames`. */
  readonly takenFiles: ReadonlySet<string>;
  /** Whose facts these are, for the message about one that cannot be used. */
  readonly origin: string;
}

/** Throws `ManifestError` for given facts that break the manifest's rules. Whether a given id is free is not checked. */
export function proposeFacts({ told, fileName, given, plans, takenFiles, origin }: ProposalInput): PlanFacts {
  const { guessed, kind } = told;
  const { source, ...facts } = given;
  const period = given.period === undefined ? guessed.period : given.period;
  const id = given.id ?? distinctId(guessed.id, period, new Set(plans.map((plan) => plan.id)));
  const extension = /^\.[a-z0-9]{1,8}$/iu.test(extname(fileName)) ? extname(fileName).toLowerCase() : '';
  // The original of a text file has the text's own name, in another folder.
  const stem = distinctStem(id, [...new Set(['.txt', extension])], takenFiles);
  const proposed = {
    ...guessed,
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    id,
    file: `${stem}.txt`,
    code: null,
    provenance: {
      capturedAs: fileName,
      note: `Imported from a ${kind} file.`,
      original: `${stem}${extension}`,
      ...(source === undefined ? {} : { url: source }),
    },
    repairs: [],
    corrections: [],
  };
  const [checked] = parseManifest([proposed], origin);
  if (!checked) throw new Error('a manifest of one plan holds no plan');
  return checked;
}

function distinctStem(id: string, extensions: readonly string[], taken: ReadonlySet<string>): string {
  const stem = (number: number) => (number === 1 ? id : `${id}-${number}`);
  let number = 1;
  while (extensions.some((extension) => taken.has(stem(number) + extension))) number += 1;
  return stem(number);
}
