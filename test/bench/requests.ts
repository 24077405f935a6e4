// What is asked of a whole site, by kind: a literal search as page and as JSON, one with related clauses, the other pages.
import type { Library } from '../../src/corpus/library.ts';
import { chapterUrl, clausePageUrl, planUrl } from '../../src/search/address.ts';
import { askFor, searchUrl } from '../../src/web/search-state.ts';
import { documentsOf } from './peers/peer.ts';
import { createScan } from './peers/scan.ts';
import { drawQueries, LITERAL_FROM } from './queries.ts';

export const REQUEST_KINDS = [
  'literal query, page',
  'literal query, API',
  'with related clauses, page',
  'with related clauses, API',
  'a chapter',
  'a clause',
  'a plan',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export interface BenchRequest {
  readonly kind: RequestKind;
  readonly path: string;
}

/** The same for the same corpus and seed: `perKind` queries of each kind of query, and as many pages of each other kind. */
export async function drawRequests(
  library: Library,
  { perKind, seed }: { perKind: number; seed: number },
): Promise<BenchRequest[]> {
  const documents = documentsOf(library);
  const texts = documents.map(({ text }) => text);
  const scan = await createScan(documents);
  const searches = drawQueries(texts, { perKind, seed }).flatMap(({ q }): BenchRequest[] => {
    const found = scan.ordinalsOf(scan.search(q)).length;
    const isLiteral = found >= LITERAL_FROM;
    const asked = [
      ...(found > 0 ? [{ kind: 'literal query', match: 'exact' } as const] : []),
      ...(isLiteral ? [{ kind: 'literal query', match: 'all' } as const] : []),
      ...(isLiteral ? [] : [{ kind: 'with related clauses', match: 'all' } as const]),
    ];
    return asked.flatMap(({ kind, match }): BenchRequest[] => {
      const page = searchUrl({ ...askFor(q), match });
      return [
        { kind: `${kind}, page`, path: page },
        { kind: `${kind}, API`, path: page.replace('/search', '/api/search') },
      ];
    });
  });
  const every = Math.max(1, Math.floor(library.clauses.length / perKind));
  const placed = library.clauses.filter((_clause, at) => at % every === 0).slice(0, perKind);
  const others = placed.flatMap(({ plan, chapter, clause }): BenchRequest[] => [
    ...(chapter.kind === 'preamble' ? [] : [{ kind: 'a chapter', path: chapterUrl(plan.id, chapter) } as const]),
    { kind: 'a clause', path: clausePageUrl(clause.id) },
    { kind: 'a plan', path: planUrl(plan.id) },
  ]);
  return [...searches, ...others];
}
