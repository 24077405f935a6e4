// A parsed plan as bytes: what spares parsing it again. It is unpacked when it is first looked at, because a start that
// waits for every plan of a country would take minutes, and an answer needs the clauses of a few.
import type { Plan } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import { once } from '../text/remember.ts';
import { openJson, packJson } from './packed-json.ts';

/** What an answer asks of every plan with a match. A tenth of the whole, and unpacked without the rest. */
type Outline = Pick<Plan, 'headings' | 'chapters' | 'themes'>;
type Body = Pick<Plan, 'clauses' | 'dropped' | 'diagnostics' | 'sourceLines'>;

/** The outline's length in four bytes, the outline, the body. */
export function packPlan({ headings, chapters, themes, clauses, dropped, diagnostics, sourceLines }: Plan): Uint8Array {
  const outline = packJson({ headings, chapters, themes } satisfies Outline);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(outline.length);
  return Buffer.concat([length, outline, packJson({ clauses, dropped, diagnostics, sourceLines } satisfies Body)]);
}

const LENGTH_BYTES = 4;

/** The plan that was packed, with facts that are not in the bytes. Outline and body are unpacked at the first look, once. */
export function openPlan(facts: PlanFacts, bytes: Uint8Array): Plan {
  const bodyAt = LENGTH_BYTES + new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getUint32(0, true);
  const outline = once(() => openJson(bytes.subarray(LENGTH_BYTES, bodyAt)) as Outline);
  const body = once(() => openJson(bytes.subarray(bodyAt)) as Body);
  return {
    id: facts.id,
    facts,
    get headings() {
      return outline().headings;
    },
    get chapters() {
      return outline().chapters;
    },
    get themes() {
      return outline().themes;
    },
    get clauses() {
      return body().clauses;
    },
    get dropped() {
      return body().dropped;
    },
    get diagnostics() {
      return body().diagnostics;
    },
    get sourceLines() {
      return body().sourceLines;
    },
  };
}
