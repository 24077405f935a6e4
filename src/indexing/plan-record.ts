// A parsed plan as bytes: what spares parsing it again. It is unpacked when it is first looked at, because a start that
// waits for every plan of a country would take minutes, and an answer needs the clauses of a few.
import type { Plan } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import type { ParsedPlan } from '../corpus/model.ts';
import { openJson, packJson } from './packed-json.ts';

type Contents = ParsedPlan & Pick<Plan, 'themes' | 'sourceLines'>;

export function packPlan({ headings, chapters, clauses, dropped, diagnostics, themes, sourceLines }: Plan): Uint8Array {
  const contents: Contents = { headings, chapters, clauses, dropped, diagnostics, themes, sourceLines };
  return packJson(contents);
}

/** The plan that was packed, with facts that are not in the bytes. Unpacked at the first look, once. */
export function openPlan(facts: PlanFacts, bytes: Uint8Array): Plan {
  let contents: Contents | undefined;
  const unpacked = (): Contents => {
    contents ??= openJson(bytes) as Contents;
    return contents;
  };
  return {
    id: facts.id,
    facts,
    get headings() {
      return unpacked().headings;
    },
    get chapters() {
      return unpacked().chapters;
    },
    get clauses() {
      return unpacked().clauses;
    },
    get dropped() {
      return unpacked().dropped;
    },
    get diagnostics() {
      return unpacked().diagnostics;
    },
    get themes() {
      return unpacked().themes;
    },
    get sourceLines() {
      return unpacked().sourceLines;
    },
  };
}
