// Whole answers of the engine beside the lists that peers hand out, and how often those lists are wrong.
//
// Ours is all that the search page asks for: complete counts, the ranking of all matches, facets, snippets of the first 20.
import type { MatchMode } from '../../../src/search/answer.ts';
import type { SearchEngine } from '../../../src/search/engine.ts';
import { askFor, requestOf } from '../../../src/web/search-state.ts';
import { type Contender, joinTimes, quantileOf, race, ratioOf, type Times, timesAt } from '../measure.ts';
import { createFlexSearch } from '../peers/flexsearch.ts';
import { buildMiniSearch, miniSearchPeer } from '../peers/minisearch.ts';
import { createOrama } from '../peers/orama.ts';
import { documentsOf, type SearchPeer } from '../peers/peer.ts';
import { createScan } from '../peers/scan.ts';
import { createJiebaWords, createTrigrams } from '../peers/sqlite.ts';
import { type BenchQuery, drawQueries, LITERAL_FROM, QUERY_KINDS } from '../queries.ts';
import { figure, percent, type Table } from '../table.ts';
import { outcomeOf } from '../targets.ts';
import type { Bench } from './bench.ts';

const PER_KIND = 40;

export const benchSearch: Bench = async ({ scale, seed, rounds, peers: chosen, engine: makeEngine }) => {
  const engine = await makeEngine();
  const documents = documentsOf(engine.library);
  const queries = drawQueries(
    documents.map(({ text }) => text),
    { perKind: PER_KIND, seed },
  );
  const scan = await createScan(documents);
  const miniSearch = buildMiniSearch(documents);
  const naive = miniSearchPeer(miniSearch);
  // Made one after the other, and only those that take part: at a hundred times the five plans some take minutes.
  const makers: Readonly<Record<string, () => SearchPeer | Promise<SearchPeer>>> = {
    naive: () => naive,
    'naive AND': () => miniSearchPeer(miniSearch, 'AND'),
    plain: () => scan,
    trigrams: () => createTrigrams(documents),
    words: () => createJiebaWords(documents),
    flexsearch: () => createFlexSearch(documents),
    orama: () => createOrama(documents),
  };
  const peers: SearchPeer[] = [];
  for (const [name, make] of Object.entries(makers)) if (chosen.length === 0 || chosen.includes(name)) peers.push(await make());
  if (!peers.includes(naive)) peers.unshift(naive);
  const truths = queries.map(({ q }) => scan.ordinalsOf(scan.search(q)));
  const times = await race([oursIn(engine, 'exact'), oursIn(engine, 'all'), ...peers.map(contenderOf)], queries, {
    rounds,
    warmUps: Math.max(2, Math.ceil(WARM_UPS / scale)),
  });
  const groups = groupsOf(queries, truths);
  const literal = groups.find(({ name }) => name === LITERAL);
  const related = groups.find(({ name }) => name === RELATED);
  const against = (group: Group | undefined, share: number) =>
    group ? ratioOf(oursOf(times, group), theirsOf(times, group, naive.name), share) : Number.NaN;
  return {
    tables: [
      timeTable({ scale, clauses: documents.length, groups, times, peers }),
      await errorTable({ engine, scale, queries, truths, peers }),
    ],
    outcomes: [
      ...outcomeOf('literal', 'literal queries ÷ naive MiniSearch, p50', scale, against(literal, 0.5)),
      ...outcomeOf('literal', 'literal queries ÷ naive MiniSearch, p95', scale, against(literal, 0.95)),
      ...outcomeOf('related', 'with related clauses ÷ naive MiniSearch, p50', scale, against(related, 0.5)),
      ...outcomeOf('related', 'with related clauses ÷ naive MiniSearch, p95', scale, against(related, 0.95)),
    ],
  };
};

/** Rounds at ×1 until the compiler has done what it will do; a larger corpus gives it as much to run in fewer. */
const WARM_UPS = 20;
const LITERAL = '**literal**';
const RELATED = '**with related clauses**';

const oursName = (match: MatchMode): string => `ours, match=${match}`;

const oursIn = (engine: SearchEngine, match: MatchMode): Contender<BenchQuery> => ({
  name: oursName(match),
  run: ({ q }) => engine.search(requestOf({ ...askFor(q), match })),
});

const contenderOf = (peer: SearchPeer): Contender<BenchQuery> => ({ name: peer.name, run: ({ q }) => peer.search(q) });

/** Queries put in a way: those under `exact` without related clauses, those under `all` as the search page puts them. */
interface Group {
  readonly name: string;
  readonly exact: readonly number[];
  readonly all: readonly number[];
}

function groupsOf(queries: readonly BenchQuery[], truths: readonly (readonly number[])[]): Group[] {
  const every = [...queries.keys()];
  const isFound = (at: number) => (truths[at]?.length ?? 0) > 0;
  const isLiteral = (at: number) => (truths[at]?.length ?? 0) >= LITERAL_FROM;
  const ofKinds = QUERY_KINDS.flatMap((kind): Group[] => {
    const own = every.filter((at) => queries[at]?.kind === kind);
    return [
      { name: `${kind}, only literal`, exact: own, all: [] },
      { name: `${kind}, as the page asks`, exact: [], all: own },
    ];
  });
  return [
    ...ofKinds,
    { name: LITERAL, exact: every.filter(isFound), all: every.filter(isLiteral) },
    { name: RELATED, exact: [], all: every.filter((at) => !isLiteral(at)) },
    { name: 'only literal, nothing found', exact: every.filter((at) => !isFound(at)), all: [] },
  ];
}

type AllTimes = ReadonlyMap<string, Times>;

const oursOf = (times: AllTimes, { exact, all }: Group): Times =>
  joinTimes(timesAt(times.get(oursName('exact')) ?? [], exact), timesAt(times.get(oursName('all')) ?? [], all));

const theirsOf = (times: AllTimes, { exact, all }: Group, name: string): Times =>
  timesAt(times.get(name) ?? [], [...exact, ...all]);

const NOTE = [
  '**literal** is every query that some clause holds, asked for literal matches only, and each that so many clauses hold',
  `(${LITERAL_FROM}) that the page offers no related ones, as the page asks it. **with related clauses** is what fewer`,
  'clauses hold, or none, as the page asks it. What no clause holds, asked for literal matches only, is counted apart.',
].join(' ');

interface TimeTableInput {
  readonly scale: number;
  readonly clauses: number;
  readonly groups: readonly Group[];
  readonly times: AllTimes;
  readonly peers: readonly SearchPeer[];
}

function timeTable({ scale, clauses, groups, times, peers }: TimeTableInput): Table {
  return {
    title: `Search ×${scale}: ours in ms, and ours ÷ each peer (p50 / p95, ${clauses} clauses)`,
    columns: ['queries', 'n', 'ours, ms', ...peers.map(({ name }) => name)],
    rows: groups.map((group) => {
      const ours = oursOf(times, group);
      const cells = peers.map(({ name }) => {
        const theirs = theirsOf(times, group, name);
        return `${figure(ratioOf(ours, theirs, 0.5))} / ${figure(ratioOf(ours, theirs, 0.95))}`;
      });
      const count = group.exact.length + group.all.length;
      return [group.name, String(count), `${figure(quantileOf(ours, 0.5))} / ${figure(quantileOf(ours, 0.95))}`, ...cells];
    }),
    note: NOTE,
  };
}

interface ErrorTableInput {
  readonly engine: SearchEngine;
  readonly scale: number;
  readonly queries: readonly BenchQuery[];
  readonly truths: readonly (readonly number[])[];
  readonly peers: readonly SearchPeer[];
}

// A question is no string that a clause would hold, so only the other kinds have a right count.
async function errorTable({ engine, scale, queries, truths, peers }: ErrorTableInput): Promise<Table> {
  const asked = [...queries.keys()].filter((at) => queries[at]?.kind !== 'question');
  const ordinalOf = new Map(engine.library.clauses.map(({ clause, ordinal }) => [clause.id, ordinal]));
  const ours = {
    name: 'ours',
    find: async (q: string) => {
      const request = requestOf({ ...askFor(q), match: 'exact' });
      const { hits } = await engine.search({ ...request, limit: engine.library.clauses.length });
      return hits.map(({ id }) => ordinalOf.get(id) ?? -1);
    },
  };
  const finders = peers.map((peer) => ({ name: peer.name, find: async (q: string) => peer.ordinalsOf(await peer.search(q)) }));
  const rows: string[][] = [];
  for (const { name, find } of [ours, ...finders]) {
    const sums = { empty: 0, wrong: 0, missed: 0, extra: 0, true: 0, found: 0 };
    for (const at of asked) {
      const truth = new Set(truths[at]);
      const found = new Set(await find(queries[at]?.q ?? ''));
      const right = [...found].filter((ordinal) => truth.has(ordinal)).length;
      const [missed, extra] = [truth.size - right, found.size - right];
      sums.true += truth.size;
      sums.found += found.size;
      sums.missed += missed;
      sums.extra += extra;
      if (missed + extra > 0) sums.wrong += 1;
      if (found.size === 0) sums.empty += 1;
    }
    const share = (part: number, whole: number) => percent(whole === 0 ? 0 : part / whole);
    rows.push([
      name,
      `${sums.wrong} of ${asked.length}`,
      String(sums.empty),
      share(sums.missed, sums.true),
      share(sums.extra, sums.found),
    ]);
  }
  return {
    title: `What is found ×${scale}, against the scan of the folded text`,
    columns: [
      '',
      'queries with a wrong count',
      'queries with nothing found',
      'clauses missed',
      'of the clauses found, wrong ones',
    ],
    rows,
  };
}
