// A parsed plan as bytes: what spares parsing it again. It is unpacked when it is first looked at, because a start that
// waits for every plan of a country would take minutes, and an answer needs the clauses of a few.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Plan } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import type { ParsedPlan } from '../corpus/model.ts';

type Contents = ParsedPlan & Pick<Plan, 'themes' | 'sourceLines'>;

/** The fastest level: plans shrink to a quarter by it, to a fifth by the slowest. */
const LEVEL = 1;

export function packPlan({ headings, chapters, clauses, dropped, diagnostics, themes, sourceLines }: Plan): Uint8Array {
  const contents: Contents = { headings, chapters, clauses, dropped, diagnostics, themes, sourceLines };
  return deflateRawSync(JSON.stringify(contents), { level: LEVEL });
}

/** The plan that was packed, with facts that are not in the bytes. */
export const openPlan = (facts: PlanFacts, bytes: Uint8Array): Plan => new PackedPlan(facts, bytes);

class PackedPlan implements Plan {
  readonly id: string;
  readonly facts: PlanFacts;
  #bytes: Uint8Array | null;
  #contents: Contents | undefined;

  constructor(facts: PlanFacts, bytes: Uint8Array) {
    this.id = facts.id;
    this.facts = facts;
    this.#bytes = bytes;
  }

  get headings(): Plan['headings'] {
    return this.#unpacked().headings;
  }

  get chapters(): Plan['chapters'] {
    return this.#unpacked().chapters;
  }

  get clauses(): Plan['clauses'] {
    return this.#unpacked().clauses;
  }

  get dropped(): Plan['dropped'] {
    return this.#unpacked().dropped;
  }

  get diagnostics(): Plan['diagnostics'] {
    return this.#unpacked().diagnostics;
  }

  get themes(): Plan['themes'] {
    return this.#unpacked().themes;
  }

  get sourceLines(): Plan['sourceLines'] {
    return this.#unpacked().sourceLines;
  }

  #unpacked(): Contents {
    this.#contents ??= JSON.parse(inflateRawSync(this.#bytes ?? new Uint8Array()).toString()) as Contents;
    this.#bytes = null;
    return this.#contents;
  }
}
