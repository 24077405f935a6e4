// One theme across the districts: which chapters of each plan are about it, how they are divided and how long they are.
import { headingPath, type Library, type Plan } from '../corpus/library.ts';
import type { Clause } from '../corpus/model.ts';
import type { Sliced } from '../text/in-slices.ts';
import { foldedLength } from './folded-length.ts';

export interface TextFigures {
  readonly clauses: number;
  /** Folded characters of the clauses; titles do not count. */
  readonly characters: number;
}

export interface ThemeSection extends TextFigures {
  /** Index in the plan's headings. */
  readonly heading: number;
  readonly num: string;
  readonly title: string;
}

export interface ThemeChapter extends TextFigures {
  readonly id: string;
  readonly num: string;
  readonly title: string;
  /** The clauses before the first section; with the sections they add up to the chapter. */
  readonly lead: TextFigures;
  readonly sections: readonly ThemeSection[];
}

export interface ThemeOfPlan extends TextFigures {
  readonly plan: string;
  readonly district: string;
  readonly chapters: readonly ThemeChapter[];
  /** Of the plan's folded characters; 0 for a plan without text. */
  readonly share: number;
}

export interface ThemeSideBySide {
  readonly theme: { readonly id: string; readonly label: string; readonly description: string };
  /** Plans with a chapter of the theme, in the library's order. */
  readonly plans: readonly ThemeOfPlan[];
  /** Plans without one. They may speak of it in other chapters. */
  readonly absent: readonly { readonly plan: string; readonly district: string }[];
}

/** Undefined for an id that names no theme. A plan is measured at a time. */
export function* themeSideBySide(library: Library, themeId: string): Sliced<ThemeSideBySide | undefined> {
  const theme = library.themes.find(({ id }) => id === themeId);
  if (!theme) return undefined;
  const { id, label, description } = theme;
  const all: ThemeOfPlan[] = [];
  for (const plan of library.plans) {
    all.push(themeOfPlan(plan, themeId));
    yield;
  }
  return {
    theme: { id, label, description },
    plans: all.filter(({ chapters }) => chapters.length > 0),
    absent: all.filter(({ chapters }) => chapters.length === 0).map(({ plan, district }) => ({ plan, district })),
  };
}

function themeOfPlan(plan: Plan, themeId: string): ThemeOfPlan {
  const chapters = plan.chapters.flatMap((_chapter, at) => (plan.themes[at] === themeId ? [chapterOf(plan, at)] : []));
  const { clauses, characters } = sumOf(chapters);
  const whole = figuresOf(plan.clauses).characters;
  return {
    plan: plan.id,
    district: plan.facts.district,
    chapters,
    clauses,
    characters,
    share: whole === 0 ? 0 : characters / whole,
  };
}

function chapterOf(plan: Plan, at: number): ThemeChapter {
  const chapter = plan.chapters[at];
  const clauses = plan.clauses.filter((clause) => clause.chapter === at);
  const sections = plan.headings.flatMap((heading, index): ThemeSection[] => {
    if (heading.kind !== 'section' || heading.chapter !== at) return [];
    const own = clauses.filter((clause) => headingPath(plan, clause.heading).includes(heading));
    return [{ heading: index, num: heading.num, title: heading.title, ...figuresOf(own) }];
  });
  const lead = clauses.filter((clause) => !headingPath(plan, clause.heading).some(({ kind }) => kind === 'section'));
  return {
    id: chapter?.id ?? '',
    num: chapter?.num ?? '',
    title: chapter?.title ?? '',
    lead: figuresOf(lead),
    sections,
    ...figuresOf(clauses),
  };
}

const figuresOf = (clauses: readonly Clause[]): TextFigures => ({
  clauses: clauses.length,
  characters: clauses.reduce((sum, clause) => sum + foldedLength(clause), 0),
});

const sumOf = (figures: readonly TextFigures[]): TextFigures => ({
  clauses: figures.reduce((sum, { clauses }) => sum + clauses, 0),
  characters: figures.reduce((sum, { characters }) => sum + characters, 0),
});
