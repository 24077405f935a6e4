// A clause as the cluster keeps it. Made from the library and its index alone, so that the same plan gives the same
// documents, whatever other plans stand beside it in the library.
import { createHash } from 'node:crypto';
import type { Library, Plan } from '../corpus/library.ts';
import { foldedFaces } from '../indexing/clause-text.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { createForwardTerms } from './forward-terms.ts';

export interface ClauseDocument {
  readonly plan: string;
  readonly chapter: string;
  readonly theme?: string;
  readonly period?: string;
  readonly position: number;
  readonly text: string;
  readonly corrected?: string;
  readonly twoFaced: boolean;
  /** One term a line, as often as the clause has it. */
  readonly words: string;
  readonly path: string;
  readonly wordsLength: number;
  readonly pathLength: number;
  readonly length: number;
  readonly role: number;
  readonly kind: number;
  /** 32 bits of a digest of all the rest: few enough that a database's floating-point sum over a plan is exact. */
  readonly checksum: number;
}

/** A document with the id it is kept under. */
export interface IdentifiedDocument {
  readonly id: string;
  readonly document: ClauseDocument;
}

/** What tells whether a plan is whole: its number of documents and the sum of their checksums. */
export interface PlanState {
  readonly clauses: number;
  readonly checksum: number;
}

export interface PlanDocuments {
  /** In reading order. Throws for a plan of another library. */
  of(plan: Plan): readonly IdentifiedDocument[];
}

export function createPlanDocuments(library: Library, index: SearchIndex): PlanDocuments {
  const terms = createForwardTerms(index.clauses.postings);
  const { table } = index;
  const firstOrdinals = firstOrdinalsOf(library);
  return {
    of: (plan) => {
      const first = firstOrdinals.get(plan.id);
      if (first === undefined) throw new RangeError(`the library has no plan ${plan.id}`);
      return plan.clauses.map((clause, position) => {
        const ordinal = first + position;
        const placed = library.clauses[ordinal];
        if (placed?.clause !== clause) throw new RangeError(`clause ${clause.id} is not where the library says`);
        const [text = '', corrected] = foldedFaces(clause);
        const { period } = plan.facts;
        const content = {
          plan: plan.id,
          chapter: placed.chapter.id,
          ...(placed.theme !== null && { theme: placed.theme }),
          ...(period !== null && { period }),
          position,
          text,
          ...(corrected !== undefined && { corrected }),
          twoFaced: corrected !== undefined,
          words: terms.of('text', ordinal).join('\n'),
          path: terms.of('path', ordinal).join('\n'),
          wordsLength: terms.lengthOf('text', ordinal),
          pathLength: terms.lengthOf('path', ordinal),
          length: table.lengths[ordinal] ?? 0,
          role: table.roles[ordinal] ?? 0,
          kind: table.kinds[ordinal] ?? 0,
        };
        return { id: clause.id, document: { ...content, checksum: checksumOf(content) } };
      });
    },
  };
}

export function stateOf(documents: readonly IdentifiedDocument[]): PlanState {
  return {
    clauses: documents.length,
    checksum: documents.reduce((sum, { document }) => sum + document.checksum, 0),
  };
}

/** Of a document as it was read back: whether its content is what its checksum was made of. Keys may come in any order. */
export const checksumOf = (content: Omit<ClauseDocument, 'checksum'>): number =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest()
    .readUInt32BE(0);

/** The ordinal of the first clause of each plan. */
export function firstOrdinalsOf({ plans, clauses }: Library): ReadonlyMap<string, number> {
  const first = new Map(plans.map(({ id }) => [id, clauses.length]));
  for (const { plan, ordinal } of clauses) first.set(plan.id, Math.min(ordinal, first.get(plan.id) ?? ordinal));
  return first;
}
