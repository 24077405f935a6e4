// A plan's own page: what it is, how it is built, and what was done to the source.
import type { Library, Plan } from '../corpus/library.ts';
import type { Clause, Dropped, DropReason, Heading } from '../corpus/model.ts';
import { chapterUrl, clauseUrl, headingUrl, planUrl, wholePlanUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { partBefore } from './contents-view.ts';
import { distinctiveOfPlan, type TermView } from './distinctive-view.ts';
import { langOf } from './hit-view.ts';
import { findPlan } from './lookup.ts';
import { noteText } from './notes.ts';
import { headOf, type PageHead } from './page-head.ts';
import { coverageOf } from './plan-coverage.ts';
import { summarisePlan } from './plan-summary.ts';
import { DROP_REASON_WORDS, figure, joinHeading, lineWords, percent } from './words.ts';

export interface PlanView {
  readonly head: PageHead;
  readonly district: string;
  readonly title: string;
  readonly lang: string;
  readonly chaptersUrl: string;
  readonly wholeUrl: string;
  /** `url`: what the value leads to; null for most. */
  readonly facts: readonly { readonly name: string; readonly value: string; readonly url: string | null }[];
  /** How much of the source can be searched. */
  readonly coverage: string;
  /** The terms it uses far more than the others do. */
  readonly distinctive: readonly TermView[];
  readonly outline: readonly OutlineChapter[];
  readonly changes: readonly { readonly text: string; readonly url: string; readonly line: string }[];
  readonly diagnostics: readonly { readonly line: number; readonly message: string }[];
  readonly dropped: readonly DroppedGroup[];
}

interface OutlineChapter {
  readonly part: string;
  readonly text: string;
  readonly url: string;
  readonly theme: string;
  readonly clauses: number;
  readonly sections: readonly OutlineSection[];
}

/** A section with the items and boxes below it; the heading is null for what stands in a chapter outside any section. */
interface OutlineSection {
  readonly heading: OutlineLink | null;
  readonly below: readonly OutlineLink[];
}

interface OutlineLink {
  readonly text: string;
  readonly url: string;
}

interface DroppedGroup {
  readonly reason: string;
  readonly lines: readonly { readonly at: string; readonly text: string }[];
}

export async function planView(engine: SearchEngine, id: string): Promise<PlanView> {
  const { library } = engine;
  const plan = findPlan(library, id);
  const outline = outlineOf(library, plan);
  return {
    head: headOf(plan.facts.title, { current: 'plans', canonical: planUrl(id), styles: ['compare.css'] }),
    district: plan.facts.district,
    title: plan.facts.title,
    lang: langOf(library, id),
    chaptersUrl: outline[0]?.url ?? planUrl(id),
    wholeUrl: wholePlanUrl(id),
    facts: factsOf(plan),
    coverage: coverageText(plan),
    distinctive: (await distinctiveOfPlan(engine, plan, MOST_DISTINCTIVE)).topics,
    outline,
    changes: changesOf(plan),
    diagnostics: plan.diagnostics.map(({ line, message }) => ({ line, message })),
    dropped: droppedGroups(plan.dropped),
  };
}

/** The rest is on the page of all districts. */
const MOST_DISTINCTIVE = 20;

function factsOf(plan: Plan): PlanView['facts'] {
  const { city, province, issuer, documentNumber, publishedOn, dateMeaning, period, script, file, provenance } = plan.facts;
  const { chapters, sections, clauses, characters } = summarisePlan(plan);
  const facts: readonly (readonly [string, string | null])[] = [
    ['所在地', [province, city].filter((name) => name !== null).join('') || null],
    ['发文机关', issuer],
    ['文号', documentNumber],
    [dateMeaning ?? '日期', publishedOn],
    ['规划期', period?.replace('-', '–') ?? null],
    ['篇幅', `${chapters}章${sections}节，${figure(clauses)}段，${figure(characters)}字`],
    ['字体', script === 'Hant' ? '繁体（检索时繁简通用）' : '简体'],
    ['来源文件', provenance ? `${file}（收集时名为 ${provenance.capturedAs}）` : file],
    [
      '原件',
      provenance?.original === undefined ? '来源文件就是原件' : `originals/${provenance.original}，来源文件是从中取出的文字`,
    ],
  ];
  // The manifest has seen to it that this leads to the web and nowhere else.
  const published = provenance?.url ?? null;
  return [
    ...facts.map(([name, value]) => ({ name, value: value ?? '原文未载', url: null })),
    ...(published === null ? [] : [{ name: '发布网址', value: published, url: published }]),
  ];
}

function coverageText(plan: Plan): string {
  const { total, share, dropped } = coverageOf(plan);
  const parts = dropped.map(({ reason, characters }) => `${DROP_REASON_WORDS[reason]}${percent(characters / total)}`);
  return `来源文件共${figure(total)}字，收为标题和条文的占${percent(share)}${parts.length > 0 ? `，${parts.join('，')}` : ''}。`;
}

function outlineOf(library: Library, plan: Plan): readonly OutlineChapter[] {
  return plan.chapters.map((chapter, index) => ({
    part: partBefore(plan, chapter.heading),
    text: joinHeading(chapter.num, chapter.title),
    url: chapterUrl(plan.id, chapter),
    theme: library.themes.find(({ id }) => id === plan.themes[index])?.label ?? '',
    clauses: plan.clauses.filter((clause) => clause.chapter === index).length,
    sections: sectionsOf(plan, index),
  }));
}

function sectionsOf(plan: Plan, chapterIndex: number): readonly OutlineSection[] {
  const own = plan.chapters[chapterIndex]?.heading ?? null;
  const sections: { heading: OutlineLink | null; below: OutlineLink[] }[] = [];
  for (const [index, { chapter, kind, num, title }] of plan.headings.entries()) {
    if (chapter !== chapterIndex || index === own) continue;
    const link = { text: joinHeading(num, title), url: headingUrl(plan, index) };
    if (kind === 'section') sections.push({ heading: link, below: [] });
    else if (sections.length === 0) sections.push({ heading: null, below: [link] });
    else sections.at(-1)?.below.push(link);
  }
  return sections;
}

// Repairs and corrections in reading order, each with the place where it can be seen.
function changesOf(plan: Plan): PlanView['changes'] {
  const ofClauses = plan.clauses.map((clause) => ({ marked: clause, url: urlOf(plan, clause) }));
  const ofHeadings = plan.headings.map((heading, index) => ({ marked: heading, url: headingUrl(plan, index) }));
  return [...ofHeadings, ...ofClauses]
    .flatMap(({ marked, url }) => marked.marks.map((mark) => ({ text: noteText(mark), url, ...placeOf(marked) })))
    .sort((a, b) => a.first - b.first);
}

const placeOf = ({ lines }: Clause | Heading) => ({ first: lines[0], line: lineWords(lines) });

function urlOf(plan: Plan, clause: Clause): string {
  const chapter = plan.chapters[clause.chapter];
  return chapter ? clauseUrl(plan.id, chapter, clause.id) : planUrl(plan.id);
}

function droppedGroups(dropped: readonly Dropped[]): readonly DroppedGroup[] {
  const reasons = Object.keys(DROP_REASON_WORDS) as DropReason[];
  return reasons.flatMap((reason) => {
    const lines = dropped
      .filter((line) => line.reason === reason)
      .map((line) => ({ at: lineWords(line.lines), text: shownText(line) }));
    return lines.length > 0 ? [{ reason: DROP_REASON_WORDS[reason], lines }] : [];
  });
}

const LONGEST_SHOWN = 60;

// Spam is named by its line and not repeated: a page that prints it would spread it.
function shownText({ reason, text }: Dropped): string {
  if (reason === 'spam') return '（内容从略）';
  const characters = [...text];
  return characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN).join('')}…` : text;
}
