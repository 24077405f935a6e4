// A parsed plan as bytes: what spares parsing it again. It is unpacked in parts, each when it is first looked at, because a
// start that waits for every plan of a country would take minutes, and an answer needs a few clauses of many plans.
import type { Plan } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import type { Clause } from '../corpus/model.ts';
import { once } from '../text/remember.ts';
import { openJson, packJson } from './packed-json.ts';

/** What an answer asks of every plan with a match: little enough not to be packed. */
type Outline = Pick<Plan, 'chapters' | 'themes'>;
/** What is looked at where the source itself is shown. */
type Source = Pick<Plan, 'dropped' | 'diagnostics' | 'sourceLines'>;

/** A hit shows one clause of a plan; fewer together would not shrink when they are packed. */
const CLAUSES_IN_PART = 16;

/** A plan whose clauses can be had without unpacking all of them. */
export interface PackedPlan extends Plan {
  clauseAt(index: number): Clause | undefined;
}

/** How many parts there are and how long each is, in four bytes each; then the parts: see `FIRST_CLAUSES`. */
export function packPlan({ headings, chapters, themes, clauses, dropped, diagnostics, sourceLines }: Plan): Uint8Array {
  const parts: Uint8Array[] = [
    Buffer.from(JSON.stringify({ chapters, themes } satisfies Outline)),
    packJson(headings),
    packJson({ dropped, diagnostics, sourceLines } satisfies Source),
  ];
  for (let from = 0; from < clauses.length; from += CLAUSES_IN_PART)
    parts.push(packJson(clauses.slice(from, from + CLAUSES_IN_PART)));
  const lengths = Buffer.alloc(LENGTH_BYTES * (parts.length + 1));
  for (const [at, length] of [parts.length, ...parts.map((part) => part.length)].entries())
    lengths.writeUInt32LE(length, at * LENGTH_BYTES);
  return Buffer.concat([lengths, ...parts]);
}

const LENGTH_BYTES = 4;
const [OUTLINE, HEADINGS, SOURCE, FIRST_CLAUSES] = [0, 1, 2, 3];

/** The plan that was packed, with facts that are not in the bytes. Each part is unpacked at the first look, once. */
export function openPlan(facts: PlanFacts, bytes: Uint8Array): PackedPlan {
  const parts = once(() => partsOf(bytes));
  const partAt = (at: number): Buffer => parts()[at] ?? Buffer.alloc(0);
  const outline = once(() => JSON.parse(partAt(OUTLINE).toString()) as Outline);
  const headings = once(() => openJson(partAt(HEADINGS)) as Plan['headings']);
  const source = once(() => openJson(partAt(SOURCE)) as Source);
  const known: (readonly Clause[])[] = [];
  const clausesIn = (part: number): readonly Clause[] => {
    const clauses = known[part] ?? (openJson(partAt(FIRST_CLAUSES + part)) as readonly Clause[]);
    known[part] = clauses;
    return clauses;
  };
  const clauses = once(() =>
    parts()
      .slice(FIRST_CLAUSES)
      .flatMap((_, part) => clausesIn(part)),
  );
  return {
    id: facts.id,
    facts,
    get headings() {
      return headings();
    },
    get chapters() {
      return outline().chapters;
    },
    get themes() {
      return outline().themes;
    },
    get clauses() {
      return clauses();
    },
    get dropped() {
      return source().dropped;
    },
    get diagnostics() {
      return source().diagnostics;
    },
    get sourceLines() {
      return source().sourceLines;
    },
    clauseAt: (index) => {
      const part = Math.floor(index / CLAUSES_IN_PART);
      return FIRST_CLAUSES + part < parts().length ? clausesIn(part)[index % CLAUSES_IN_PART] : undefined;
    },
  };
}

function partsOf({ buffer, byteOffset, length }: Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(buffer, byteOffset, length);
  const count = bytes.readUInt32LE(0);
  let at = LENGTH_BYTES * (count + 1);
  return Array.from({ length: count }, (_, part) => {
    const from = at;
    at += bytes.readUInt32LE((part + 1) * LENGTH_BYTES);
    return bytes.subarray(from, at);
  });
}
