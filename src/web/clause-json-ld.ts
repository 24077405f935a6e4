// A clause in the words of schema.org, for the programs that read pages: a data block, which no browser executes.
import { headingPath, type Library, type PlacedClause } from '../corpus/library.ts';
import { chapterUrl, clausePageUrl, headingUrl, planUrl } from '../search/address.ts';
import { citationOf } from '../search/citation.ts';
import { responsibleBody } from '../search/citation-formats.ts';
import { durableLink } from './clause-citations.ts';
import { langOf } from './hit-view.ts';
import { joinHeading } from './words.ts';

/** JSON without `<`, so that no text can end the script element it stands in. */
export function clauseJsonLd(library: Library, placed: PlacedClause, base: string): string {
  const data = { '@context': 'https://schema.org', '@graph': [clauseNode(library, placed, base), breadcrumbs(placed, base)] };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function clauseNode(library: Library, placed: PlacedClause, base: string) {
  const { plan, clause } = placed;
  const { title, period, province, city, district } = plan.facts;
  return {
    '@type': 'CreativeWork',
    '@id': base + clausePageUrl(clause.id),
    url: durableLink(placed, base),
    identifier: clause.id,
    name: citationOf(library, placed),
    text: clause.text,
    inLanguage: langOf(library, plan.id),
    isPartOf: {
      '@type': 'CreativeWork',
      '@id': base + planUrl(plan.id),
      name: title,
      author: { '@type': 'GovernmentOrganization', name: responsibleBody(plan.facts) },
      spatialCoverage: [...new Set([province, city, district])].filter((name) => name !== null).join(''),
      ...(period && { temporalCoverage: period.replace('-', '/') }),
    },
  };
}

function breadcrumbs({ plan, chapter, clause }: PlacedClause, base: string) {
  const steps = [
    { name: plan.facts.title, url: planUrl(plan.id) },
    ...(clause.heading === null ? [{ name: joinHeading(chapter.num, chapter.title), url: chapterUrl(plan.id, chapter) }] : []),
    ...headingPath(plan, clause.heading).map((heading) => ({
      name: joinHeading(heading.num, heading.title),
      url: headingUrl(plan, plan.headings.indexOf(heading)),
    })),
  ];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, url }, index) => ({ '@type': 'ListItem', position: index + 1, name, item: base + url })),
  };
}
