// What plans are recombined from: the outline of each seed with the sizes of its clauses, and the seeds' own titles and
// sentences, kept apart by script and theme so that a made-up chapter speaks of one thing in one script, as a real one does.

import { labelOf } from '../../src/corpus/label.ts';
import type { Library, Plan } from '../../src/corpus/library.ts';
import { CELL_SEPARATOR, type ClauseKind, type HeadingKind } from '../../src/corpus/model.ts';

export type Script = Plan['facts']['script'];

/** One heading or clause of an outline, in reading order; `theme` is that of its chapter, '' where it has none. */
export type OutlineStep =
  | { readonly step: 'heading'; readonly kind: HeadingKind; readonly theme: string }
  | { readonly step: 'clause'; readonly kind: ClauseKind; readonly theme: string; readonly length: number };

export interface Outline {
  readonly script: Script;
  readonly steps: readonly OutlineStep[];
}

export interface SentencePool {
  readonly outlines: readonly Outline[];
  /** What the seeds call their own districts and cities, without 区 and 市, and the places that only one of them has. */
  readonly names: Readonly<Record<'districts' | 'cities' | 'places', readonly string[]>>;
  titles(script: Script, theme: string, kind: HeadingKind): readonly string[];
  /** Sentences that clauses of this kind begin with. */
  openings(script: Script, theme: string, kind: ClauseKind): readonly string[];
  /** Sentences that stand further on in clauses. */
  sentences(script: Script, theme: string): readonly string[];
}

export function createSentencePool(library: Library): SentencePool {
  // A chapter's title decides its theme, so one of its own theme is better than a choice.
  const titles = createShelf({ fewest: 1 });
  const openings = createShelf({ fewest: 5 });
  const sentences = createShelf({ fewest: 5 });
  const outlines = library.plans.map((plan): Outline => {
    const { script } = plan.facts;
    const themeAt = (chapter: number | null) => (chapter === null ? '' : (plan.themes[chapter] ?? ''));
    for (const { kind, title, chapter } of plan.headings) {
      if (title !== '') titles.put(script, themeAt(chapter), kind, title);
    }
    for (const { kind, text, chapter } of plan.clauses) {
      const [opening = '', ...others] = kind === 'row' ? [text.replaceAll(CELL_SEPARATOR, '\t')] : sentencesOf(text);
      // A sentence with a label in front would open a heading that the outline does not have.
      if (labelOf(opening) === undefined) openings.put(script, themeAt(chapter), kind, opening);
      for (const sentence of others) sentences.put(script, themeAt(chapter), '', sentence);
    }
    return { script, steps: stepsOf(plan, themeAt) };
  });
  return {
    outlines,
    names: namesOf(library),
    titles: titles.take,
    openings: openings.take,
    sentences: (script, theme) => sentences.take(script, theme, ''),
  };
}

// Each heading, then all clauses right under it: what follows a box goes before it, so that the next heading ends the box.
function stepsOf({ headings, clauses }: Plan, themeAt: (chapter: number | null) => string): OutlineStep[] {
  const clausesUnder = (heading: number | null) =>
    clauses
      .filter((clause) => clause.heading === heading)
      .map(({ kind, chapter, text }): OutlineStep => ({ step: 'clause', kind, theme: themeAt(chapter), length: text.length }));
  return [
    ...clausesUnder(null),
    ...headings.flatMap(({ kind, chapter }, at): OutlineStep[] => [
      { step: 'heading', kind, theme: themeAt(chapter) },
      ...clausesUnder(at),
    ]),
  ];
}

const sentencesOf = (text: string): string[] => text.match(/[^。！？]+[。！？]*[”」）)]*/gu) ?? [text];

/** Texts by script, theme and kind. Where one theme has too few to choose from, all themes serve, and then all kinds. */
function createShelf({ fewest }: { readonly fewest: number }) {
  const lists = new Map<string, string[]>();
  const at = (...key: string[]): string[] => {
    const name = key.join('|');
    const list = lists.get(name) ?? [];
    lists.set(name, list);
    return list;
  };
  return {
    put(script: Script, theme: string, kind: string, text: string): void {
      for (const key of [[script, theme, kind], [script, kind], [script]]) at(...key).push(text);
    },
    take(script: Script, theme: string, kind: string): readonly string[] {
      return [at(script, theme, kind), at(script, kind)].find((list) => list.length >= fewest) ?? at(script);
    },
  };
}

const PLACE_NAME =
  /(\p{Script=Han}{2})(?:镇|鎮|街|村|路|大道|河|湖|水库|水庫|山|岭|嶺|涌|社区|社區|片区|片區|新城|公园|公園|大桥|大橋)/gu;
const FEWEST_MENTIONS = 3;
// Ends of ordinary words before 镇, 村 and the like: 农村, 小镇, 建制镇.
const NO_NAME = /[农農小车車制前]/u;

function namesOf({ plans }: Library): SentencePool['names'] {
  const bare = (names: readonly (string | null)[]) => [...new Set(names.map((name) => name?.replace(/[区县市]$/u, '') ?? ''))];
  const texts = plans.map((plan) => plan.clauses.map(({ text }) => text).join('\n'));
  const isLocal = (name: string) => texts.filter((text) => text.includes(name)).length === 1;
  const places = texts.flatMap((text) => {
    const mentions = new Map<string, number>();
    for (const [, name = ''] of text.matchAll(PLACE_NAME)) mentions.set(name, (mentions.get(name) ?? 0) + 1);
    return [...mentions].filter(([name, count]) => count >= FEWEST_MENTIONS && isLocal(name) && !NO_NAME.test(name));
  });
  return {
    districts: bare(plans.map(({ facts }) => facts.district)).filter(Boolean),
    cities: bare(plans.map(({ facts }) => facts.city)).filter(Boolean),
    places: places.map(([name]) => name),
  };
}
