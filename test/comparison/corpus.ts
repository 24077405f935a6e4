// The five plans with an index of their own, and small libraries made by hand: what the tests of comparisons compare.
import { readFileSync } from 'node:fs';
import { createLibrary, type Library, type Plan } from '../../src/corpus/library.ts';
import type { PlanFacts } from '../../src/corpus/manifest.ts';
import type { Clause } from '../../src/corpus/model.ts';
import type { Theme, ThemeId } from '../../src/corpus/themes.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { type ClauseProfile, profileClauses } from '../../src/indexing/clause-profile.ts';
import { parseTermList } from '../../src/indexing/lexicon.ts';
import type { SearchIndex } from '../../src/indexing/search-index.ts';
import { parseSynonyms } from '../../src/search/synonyms.ts';
import type { Sliced } from '../../src/text/in-slices.ts';
import { loadSegmenter, type Segmenter } from '../../src/text/segment.ts';
import { seedsEngine } from '../served.ts';

export interface Corpus {
  readonly library: Library;
  readonly index: SearchIndex;
  readonly profiles: readonly ClauseProfile[];
}

const vocabulary = (name: string): string => readFileSync(new URL(`../../seeds/vocabulary/${name}`, import.meta.url), 'utf8');

// Building takes two seconds, and the test files share a process.
let corpus: Promise<Corpus> | undefined;

export function fivePlans(): Promise<Corpus> {
  corpus ??= seedsEngine().then(({ library }) => {
    const synonyms = parseSynonyms(JSON.parse(vocabulary('synonyms.json')), 'synonyms.json');
    const declaredTerms = [...parseTermList(vocabulary('terms.txt')), ...synonyms.flatMap(({ terms }) => terms)];
    return {
      library,
      index: buildIndex({ library, segmenter: loadSegmenter(), declaredTerms }),
      profiles: profileClauses(library),
    };
  });
  return corpus;
}

/** Cuts every character apart: what needs no words needs no dictionary. */
export const bare: Segmenter = { name: 'jieba-wasm', segment: (text) => [...text] };

/** The index of a library made by hand. */
export const indexOf = (library: Library, segmenter: Segmenter = loadSegmenter()): SearchIndex =>
  buildIndex({ library, segmenter, declaredTerms: [] });

/** What sliced work comes to, done in one go. */
export function toEnd<Value>(work: Sliced<Value>): Value {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export interface SmallClause {
  readonly text: string;
  readonly cells?: Clause['cells'];
  readonly columns?: Clause['columns'];
  readonly kind?: Clause['kind'];
  /** Index of the chapter; 0 where nothing is said. */
  readonly chapter?: number;
}

export interface SmallPlan {
  readonly id: string;
  readonly clauses: readonly (string | SmallClause)[];
  /** The theme of each chapter; one chapter without a theme where nothing is said. */
  readonly themes?: readonly (ThemeId | null)[];
  readonly headings?: Plan['headings'];
  readonly facts?: Partial<PlanFacts>;
}

export const THEMES: readonly Theme[] = (['foundation', 'goals', 'ecology'] as const).map((id) => ({
  id,
  label: id,
  description: id,
  words: [],
}));

export function smallLibrary(plans: readonly SmallPlan[]): Library {
  return createLibrary(plans.map(smallPlan), THEMES);
}

function smallPlan({ id, clauses, themes = [null], headings = [], facts = {} }: SmallPlan): Plan {
  const chapters = themes.map((_theme, at) => ({
    id: `${id}-${at + 1}`,
    kind: 'chapter' as const,
    number: at + 1,
    num: '',
    title: '',
    heading: null,
  }));
  const all = clauses.map((given, at): Clause => {
    const {
      text,
      cells = null,
      columns = null,
      kind = 'paragraph',
      chapter = 0,
    } = typeof given === 'string' ? { text: given } : given;
    const clause = { id: `${id}-${chapter + 1}.0.${at + 1}`, kind, text, cells, columns, heading: null, chapter };
    return { ...clause, lines: [at + 1, at + 1], marks: [], spans: [] };
  });
  const declared: PlanFacts = {
    id,
    file: `${id}.txt`,
    district: `${id}区`,
    city: null,
    province: null,
    code: null,
    division: null,
    title: id,
    issuer: null,
    documentNumber: null,
    publishedOn: null,
    dateMeaning: null,
    period: '2021-2025',
    script: 'Hans',
    repairs: [],
    corrections: [],
  };
  return {
    id,
    facts: { ...declared, ...facts },
    headings,
    chapters,
    clauses: all,
    themes,
    dropped: [],
    diagnostics: [],
    sourceLines: [],
  };
}

/** A row of cells, joined as the parser joins them. */
export function rowOf(cells: readonly string[], columns: readonly string[] | null = null): SmallClause {
  const ranges: [number, number][] = [];
  let text = '';
  for (const cell of cells) {
    if (ranges.length > 0) text += ' | ';
    ranges.push([text.length, text.length + cell.length]);
    text += cell;
  }
  return { text, cells: ranges, columns, kind: 'row' };
}
