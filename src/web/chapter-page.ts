// The reading page: one chapter of a plan in full, with the places of a question marked.
import type { Library, Plan } from '../corpus/library.ts';
import type { Clause } from '../corpus/model.ts';
import { chapterUrl, planUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import type { Range } from '../text/characters.ts';
import { type ContentsEntry, partBefore, viewContents } from './contents-view.ts';
import { langOf } from './hit-view.ts';
import { findChapter, findPlan } from './lookup.ts';
import { type Note, noteMarks } from './notes.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Block, readingBlocks } from './reading-blocks.ts';
import { readingOrder } from './reading-order.ts';
import { askFor, searchUrl } from './search-state.ts';
import { joinHeading } from './words.ts';

export interface ChapterView {
  readonly head: PageHead;
  readonly plan: { readonly district: string; readonly title: string; readonly url: string };
  readonly lang: string;
  readonly elementId: string;
  readonly part: string;
  readonly num: string;
  readonly title: string;
  readonly contents: readonly ContentsEntry[];
  readonly blocks: readonly Block[];
  readonly notes: readonly Note[];
  /** Whether some number on the page is not in the source. */
  readonly hasInferred: boolean;
  readonly found: FoundHere | null;
  readonly previous: ChapterLink | null;
  readonly next: ChapterLink | null;
}

/** What the question finds in this chapter, and the way out. */
interface FoundHere {
  readonly q: string;
  readonly here: number;
  readonly inPlan: number;
  /** The paragraphs with a place, in reading order. */
  readonly places: readonly { readonly id: string; readonly number: string }[];
  /** Whether they are too many to stand above the text unasked. */
  readonly foldsPlaces: boolean;
  /** The next chapter that has a place. */
  readonly onward: ChapterLink | null;
  readonly clearUrl: string;
  readonly resultsUrl: string;
}

interface ChapterLink {
  readonly text: string;
  readonly url: string;
}

export function chapterView(engine: SearchEngine, planId: string, suffix: string, q: string): ChapterView {
  const { library } = engine;
  const plan = findPlan(library, planId);
  const { chapter, index } = findChapter(library, plan, suffix);
  const hits = placesIn(engine, plan, q);
  const entries = readingOrder(plan, index);
  const notes = noteMarks(entries);
  const contents = viewContents(plan, index, q, [...hits.values()]);
  const blocks = readingBlocks(entries, {
    plan,
    baseDepth: chapter.heading === null ? -1 : (plan.headings[chapter.heading]?.depth ?? 0),
    hitsIn: (clause) => hits.get(clause) ?? [],
    marksIn: (marked) => notes.get(marked) ?? [],
  });
  return {
    head: headOf(`${joinHeading(chapter.num, chapter.title)} · ${plan.facts.district}`, {
      q,
      current: 'plans',
      canonical: chapterUrl(plan.id, chapter),
    }),
    plan: { district: plan.facts.district, title: plan.facts.title, url: planUrl(plan.id) },
    lang: langOf(library, plan.id),
    elementId: chapter.id,
    part: partBefore(plan, chapter.heading),
    num: chapter.num,
    title: chapter.title,
    contents,
    blocks,
    notes: [...notes.values()].flat().map(({ note }) => note),
    hasInferred: entries.some((entry) => entry.type === 'heading' && entry.heading.inferred === true),
    found: q === '' ? null : foundHere(plan, index, q, hits, contents),
    previous: chapterLink(contents[index - 1]),
    next: chapterLink(contents[index + 1]),
  };
}

/** The places of a question in every clause of a plan, in reading order. */
function placesIn(engine: SearchEngine, plan: Plan, q: string): ReadonlyMap<Clause, readonly Range[]> {
  return new Map(plan.clauses.map((clause) => [clause, q === '' ? [] : highlightsOf(engine, engine.library, clause, q)]));
}

function highlightsOf(engine: SearchEngine, library: Library, clause: Clause, q: string): readonly Range[] {
  const placed = library.clauseById(clause.id);
  return placed ? engine.highlights(q, placed) : [];
}

const MOST_PLACES_IN_SIGHT = 12;

function foundHere(
  plan: Plan,
  index: number,
  q: string,
  hits: ReadonlyMap<Clause, readonly Range[]>,
  contents: readonly ContentsEntry[],
): FoundHere {
  const here = [...hits].filter(([clause, ranges]) => clause.chapter === index && ranges.length > 0).map(([clause]) => clause);
  const chapter = plan.chapters[index];
  return {
    q,
    here: contents[index]?.hits ?? 0,
    inPlan: contents.reduce((sum, entry) => sum + entry.hits, 0),
    places: here.map(({ id }) => ({ id, number: id.slice(plan.id.length + 1) })),
    foldsPlaces: here.length > MOST_PLACES_IN_SIGHT,
    onward: chapterLink(contents.find((entry, at) => at > index && entry.hits > 0)),
    clearUrl: chapter ? chapterUrl(plan.id, chapter) : planUrl(plan.id),
    resultsUrl: searchUrl(askFor(q)),
  };
}

const chapterLink = (entry: ContentsEntry | undefined): ChapterLink | null =>
  entry ? { text: entry.text, url: entry.url } : null;
