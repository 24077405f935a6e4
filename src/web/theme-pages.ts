// Themes side by side: which chapters of each plan are about a theme, how they are divided, and which plans have none.

import { type ThemeChapter, type ThemeSideBySide, themeSideBySide } from '../comparison/themes-side-by-side.ts';
import type { Library, Plan } from '../corpus/library.ts';
import { chapterUrl, headingUrl, planUrl } from '../search/address.ts';
import { inSlices } from '../text/in-slices.ts';
import type { CsvTable } from './csv-table.ts';
import { districtName } from './district-names.ts';
import { NotFoundError } from './errors.ts';
import { langOf } from './hit-view.ts';
import { findPlan } from './lookup.ts';
import { headOf, type PageHead } from './page-head.ts';
import { plansNamed } from './place-finder.ts';
import { appendPart, choosePlans, type FinderView, onlyPlans, type PartState } from './plan-part.ts';
import { figure, joinHeading } from './words.ts';

interface ThemeCell {
  readonly text: string;
  readonly title: string;
  readonly url: string | null;
  readonly shade: number;
}

export interface ThemesView {
  readonly head: PageHead;
  readonly finder: FinderView | null;
  readonly districts: readonly { readonly label: string; readonly url: string }[];
  readonly themes: readonly {
    readonly label: string;
    readonly url: string;
    readonly description: string;
    readonly cells: readonly ThemeCell[];
  }[];
}

interface SectionView {
  readonly text: string;
  readonly url: string;
  readonly figures: string;
}

interface ThemeColumn {
  /** The plan's. */
  readonly id: string;
  readonly district: string;
  readonly url: string;
  readonly lang: string;
  readonly figures: string;
  readonly chapters: readonly (SectionView & { readonly sections: readonly SectionView[]; readonly lead: string })[];
}

export interface ThemeView {
  readonly head: PageHead;
  readonly label: string;
  readonly description: string;
  readonly columns: readonly ThemeColumn[];
  readonly finder: FinderView | null;
  readonly absent: readonly { readonly district: string; readonly url: string }[];
  /** Of how many districts those are the first; empty where they are all. */
  readonly absentCount: string;
  readonly others: readonly { readonly label: string; readonly url: string; readonly current: boolean }[];
  readonly csvUrl: string;
}

const themeUrl = (id: string): string => `/themes/${id}`;
const SHADES = 5;
const MOST_ABSENT = 40;

/** Columns that a table and a row of columns can hold. */
const PLANS_PER_PAGE = 20;

const partUrl = (path: string, part: PartState): string => {
  const parameters = new URLSearchParams();
  appendPart(parameters, part);
  return parameters.size === 0 ? path : `${path}?${parameters}`;
};

export async function themesView(library: Library, state: PartState): Promise<ThemesView> {
  const { plans: shown, finder } = choosePlans(library, library.plans, state, {
    perPage: PLANS_PER_PAGE,
    urlOf: (part) => partUrl('/themes', part),
  });
  const all = await Promise.all(library.themes.map(({ id }) => sideBySide(onlyPlans(library, shown), id)));
  const most = Math.max(...all.flatMap(({ plans }) => plans.map(({ share }) => share)), 0);
  return {
    head: headOf('各主题篇幅', { current: 'compare', canonical: partUrl('/themes', state), styles: ['compare.css'] }),
    finder,
    districts: shown.map(({ id }) => ({ label: districtName(library, id), url: planUrl(id) })),
    themes: all.map(({ theme, plans }) => ({
      label: theme.label,
      url: themeUrl(theme.id),
      description: theme.description,
      cells: shown.map((plan) => {
        const found = plans.find((one) => one.plan === plan.id);
        if (!found)
          return { text: '—', title: `${districtName(library, plan.id)}没有归入“${theme.label}”的章`, url: null, shade: 0 };
        return {
          text: figure(found.characters),
          title: `${districtName(library, plan.id)}，${theme.label}：${found.chapters.length}章，${figure(found.clauses)}段，${figure(found.characters)}字，占全文${(found.share * 100).toFixed(1)}%`,
          url: `${columnUrl(theme.id, plan, finder !== null)}#of-${plan.id}`,
          shade: Math.max(1, Math.ceil((found.share / most) * SHADES)),
        };
      }),
    })),
  };
}

// Of many plans the theme's page shows a part, so the link names the place.
function columnUrl(theme: string, { facts }: Plan, isLong: boolean): string {
  const place = isLong ? [facts.province, facts.city, facts.district].join('') : '';
  return partUrl(themeUrl(theme), { place, page: 1 });
}

export async function themeView(library: Library, id: string, state: PartState): Promise<ThemeView> {
  const has = ({ themes }: Plan) => themes.some((theme) => theme === id);
  const named = new Set(plansNamed(library, state.place));
  const { plans: shown, finder } = choosePlans(library, library.plans.filter(has), state, {
    perPage: PLANS_PER_PAGE,
    urlOf: (part) => partUrl(themeUrl(id), part),
  });
  const { theme, plans } = await sideBySide(onlyPlans(library, shown), id);
  const absent = library.plans.filter((plan) => !has(plan) && named.has(plan));
  return {
    head: headOf(`${theme.label}：各区县的章节`, {
      current: 'compare',
      canonical: partUrl(themeUrl(id), state),
      styles: ['compare.css'],
    }),
    label: theme.label,
    description: theme.description,
    finder,
    columns: plans.map(({ plan, chapters, clauses, characters, share }) => ({
      id: plan,
      district: districtName(library, plan),
      url: planUrl(plan),
      lang: langOf(library, plan),
      figures: `${chapters.length}章，${figuresText({ clauses, characters })}，占全文${(share * 100).toFixed(1)}%`,
      chapters: chapters.map((chapter) => chapterView(findPlan(library, plan), chapter)),
    })),
    absent: absent.slice(0, MOST_ABSENT).map((plan) => ({ district: districtName(library, plan.id), url: planUrl(plan.id) })),
    absentCount: absent.length > MOST_ABSENT ? figure(absent.length) : '',
    others: library.themes.map((other) => ({ label: other.label, url: themeUrl(other.id), current: other.id === id })),
    csvUrl: `${themeUrl(id)}/table.csv`,
  };
}

/** Rejects with `NotFoundError` for an id that names no theme. */
export async function sideBySide(library: Library, id: string): Promise<ThemeSideBySide> {
  const found = await inSlices(themeSideBySide(library, id));
  if (!found) throw new NotFoundError(`没有编号为“${id}”的主题。`);
  return found;
}

function chapterView(plan: Plan, chapter: ThemeChapter): ThemeColumn['chapters'][number] {
  return {
    text: joinHeading(chapter.num, chapter.title),
    url: chapterUrl(plan.id, chapter),
    figures: figuresText(chapter),
    lead: chapter.lead.clauses > 0 && chapter.sections.length > 0 ? `节前${figuresText(chapter.lead)}` : '',
    sections: chapter.sections.map(({ heading, num, title, clauses, characters }) => ({
      text: joinHeading(num, title),
      url: headingUrl(plan, heading),
      figures: figuresText({ clauses, characters }),
    })),
  };
}

const figuresText = ({ clauses, characters }: { readonly clauses: number; readonly characters: number }): string =>
  `${figure(clauses)}段${figure(characters)}字`;

/** One row a section; what stands before the first section has a row of its own, so that the rows add up. */
export async function themeCsv(library: Library, id: string, today: string): Promise<CsvTable> {
  const { theme, plans } = await sideBySide(library, id);
  return {
    name: [theme.label, '各区县章节', today],
    head: ['区县', '章', '节', '段数', '字数'],
    rows: plans.flatMap(({ district, chapters }) =>
      chapters.flatMap(({ num, title, lead, sections }) => [
        ...(lead.clauses > 0 ? [[district, joinHeading(num, title), '', lead.clauses, lead.characters]] : []),
        ...sections.map((section) => [
          district,
          joinHeading(num, title),
          joinHeading(section.num, section.title),
          section.clauses,
          section.characters,
        ]),
      ]),
    ),
  };
}
