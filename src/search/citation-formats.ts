// The citation of a clause in the forms that reference lists ask for: GB/T 7714—2015 and BibTeX.
import type { PlacedClause } from '../corpus/library.ts';
import type { Division, PlanFacts } from '../corpus/manifest.ts';

/** What a reference needs beside the clause itself. */
export interface ReferenceContext {
  /** The place within the plan, as `locatorOf` words it. */
  readonly locator: string;
  /** The whole link to the clause. */
  readonly link: string;
  /** The day it was read, `2026-08-21`. */
  readonly readOn: string;
}

/**
 * GB/T 7714—2015, an electronic resource on line: who. title[EB/OL]. year: place(date of the text)[date read]. link.
 * What nobody has declared is left out.
 */
export function gbReference({ plan: { facts } }: PlacedClause, { locator, link, readOn }: ReferenceContext): string {
  const { title, documentNumber } = facts;
  const publishedOn = dateOfText(facts);
  const name = documentNumber === null ? title : `${title}: ${documentNumber}`;
  const year = publishedOn === null ? '' : `${yearOf(publishedOn)}: `;
  const date = publishedOn === null ? '' : `(${publishedOn})`;
  return `${citedBody(facts)}. ${name}[EB/OL]. ${year}${locator}${date}[${readOn}]. ${link}.`;
}

/** A BibTeX entry whose key is the clause's id. Names and titles stand in double braces, so that no style takes them apart. */
export function bibtexEntry({ plan: { facts }, clause }: PlacedClause, { locator, link, readOn }: ReferenceContext): string {
  const fields: readonly (readonly [name: string, value: string | null])[] = [
    ['author', `{${escapeTex(citedBody(facts))}}`],
    ['title', `{${escapeTex(facts.title)}}`],
    ['number', facts.documentNumber && escapeTex(facts.documentNumber)],
    ['year', dateOfText(facts) && yearOf(dateOfText(facts) ?? '')],
    ['date', dateOfText(facts)],
    ['note', escapeTex(locator)],
    ['url', link],
    ['urldate', readOn],
    ['langid', 'chinese'],
  ];
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(7)} = {${value}},`]));
  return [`@misc{${clause.id},`, ...lines, '}'].join('\n');
}

const GOVERNED: ReadonlySet<Division> = new Set<Division>([
  'province',
  'autonomous-region',
  'municipality',
  'prefecture-level-city',
  'autonomous-prefecture',
  'district',
  'county-level-city',
  'county',
  'autonomous-county',
  'banner',
  'autonomous-banner',
]);

// The day on which a site copied a text says nothing of the text.
const dateOfText = ({ publishedOn, dateMeaning }: PlanFacts): string | null =>
  /转载/u.test(dateMeaning ?? '') ? null : publishedOn;

/** Who a reference names: the issuer, or what the source does not say, in the brackets for what a reference supplies. */
const citedBody = (facts: PlanFacts): string => (facts.issuer === null ? `[${responsibleBody(facts)}]` : facts.issuer);

/** Who answers for a plan: the issuer, or where the source names none the government whose plan it is. */
export function responsibleBody({ issuer, division, district, city }: PlanFacts): string {
  if (issuer !== null) return issuer;
  // A file that no manifest describes has only its name, and a development zone has a committee.
  if (division === null || !GOVERNED.has(division)) return district;
  // A district belongs to its city and is named with it; a county or a county-level city stands by itself.
  const isPartOfCity = division === 'district' && city !== null && !district.startsWith(city);
  return `${isPartOfCity ? city : ''}${district}人民政府`;
}

const yearOf = (date: string): string => date.slice(0, 4);

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Every character that TeX would take for a command, as that character. */
export const escapeTex = (text: string): string =>
  text.replace(/[\\{}%&#$_~^]/gu, (character) => TEX[character] ?? `\\${character}`);
