// What facets, highlights and snippets take of a whole answer to a literal query.
import type { Clause } from '../../../src/corpus/model.ts';
import type { SearchRequest } from '../../../src/search/answer.ts';
import { createFacetCounter } from '../../../src/search/facets.ts';
import { createHeadingSearch, type FoundHeading } from '../../../src/search/heading-search.ts';
import { createLiteralSearch } from '../../../src/search/literal.ts';
import type { Matches } from '../../../src/search/matches.ts';
import { parseQuery, type Query } from '../../../src/search/query.ts';
import { highlightsOf } from '../../../src/search/scan.ts';
import { snippetHtml } from '../../../src/search/snippet.ts';
import { createTallier } from '../../../src/search/tallies.ts';
import type { Range } from '../../../src/text/characters.ts';
import { askFor, requestOf } from '../../../src/web/search-state.ts';
import { type Contender, quantileOf, race, totalRatioOf } from '../measure.ts';
import { documentsOf } from '../peers/peer.ts';
import { drawQueries } from '../queries.ts';
import { figure, percent } from '../table.ts';
import type { Bench } from './bench.ts';

const PER_KIND = 40;

export const benchAnswer: Bench = async ({ scale, seed, rounds, engine: makeEngine }) => {
  const engine = await makeEngine();
  const { library, index } = engine;
  const literal = createLiteralSearch(library, index);
  const headingSearch = createHeadingSearch(library, index);
  const facets = createFacetCounter(library);
  const tallier = createTallier(library, index);
  const texts = documentsOf(library).map(({ text }) => text);
  const asked: Asked[] = [];
  for (const { q } of drawQueries(texts, { perKind: PER_KIND, seed })) {
    const query = parseQuery(q);
    const matches = literal.find(query);
    if (matches.ordinals.length === 0) continue;
    const request = requestOf({ ...askFor(q), match: 'exact' });
    const { hits } = await engine.search(request);
    const shown = hits.flatMap(({ id, highlights }) => {
      const placed = library.clauseById(id);
      return placed ? [{ clause: placed.clause, folded: literal.textOf(placed.ordinal), highlights }] : [];
    });
    asked.push({ request, query, matches, headings: headingSearch.match(query), shown });
  }
  const whole: Contender<Asked> = { name: 'whole answer', run: ({ request }) => engine.search(request) };
  const parts: readonly Contender<Asked>[] = [
    {
      name: 'facets',
      run: ({ request, matches, headings }) => facets.count(request, tallier.tally(matches), headings),
    },
    {
      name: 'highlights of the first 20',
      run: ({ query, shown }) => shown.map(({ clause, folded }) => highlightsOf(clause, query, folded)),
    },
    {
      name: 'snippets of the first 20',
      run: ({ shown }) => shown.map(({ clause, highlights }) => snippetHtml(clause.text, highlights)),
    },
  ];
  const times = await race([whole, ...parts], asked, { rounds, warmUps: Math.max(2, Math.ceil(WARM_UPS / scale)) });
  const timesOf = ({ name }: Contender<Asked>) => times.get(name) ?? [];
  return {
    tables: [
      {
        title: `Parts of an answer ×${scale}: ${asked.length} literal queries`,
        columns: ['', 'p50 ms', 'p95 ms', 'share of the whole'],
        rows: [whole, ...parts].map((part) => [
          part.name,
          figure(quantileOf(timesOf(part), 0.5)),
          figure(quantileOf(timesOf(part), 0.95)),
          percent(totalRatioOf(timesOf(part), timesOf(whole))),
        ]),
      },
    ],
    outcomes: [],
  };
};

const WARM_UPS = 20;

interface Asked {
  readonly request: SearchRequest;
  readonly query: Query;
  readonly matches: Matches;
  readonly headings: readonly FoundHeading[];
  /** The hits of the first page. */
  readonly shown: readonly {
    readonly clause: Clause;
    readonly folded: string;
    readonly highlights: readonly Range[];
  }[];
}
