// A search as an Atom feed: whoever subscribes to it hears of each clause that comes with a new plan.
import type { Request, Response } from 'express';
import type { Library } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import { clausePageUrl } from '../search/address.ts';
import { BadRequestError, type Hit } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { districtName } from './district-names.ts';
import { MOST_FOUND } from './export-request.ts';
import { countPhrase } from './finding.ts';
import { langOf } from './hit-view.ts';
import { parametersOf } from './parameters.ts';
import { parseSearchState, requestOf, type SearchState, searchParameters, searchUrl } from './search-state.ts';
import type { SiteContext } from './site-context.ts';
import { joinHeading } from './words.ts';
import { escapeXml } from './xml-text.ts';

/** The address of the feed of a search; its order is its own. */
export function feedUrl(state: SearchState): string {
  const asked: SearchState = { ...state, sort: 'relevance', match: 'all', without: [], explain: false, place: '', page: 1 };
  return `/feed.atom?${searchParameters(asked)}`;
}

const MOST_ENTRIES = 100;

export function createFeed(engine: SearchEngine, site: SiteContext) {
  return async (request: Request, response: Response): Promise<void> => {
    const asked = parseSearchState(parametersOf(request));
    if (asked.q === '') throw new BadRequestError('q', '请给出检索词（参数 q）。');
    const state: SearchState = { ...asked, sort: 'order', match: 'exact', page: 1 };
    const answer = await engine.search({ ...requestOf(state), limit: MOST_FOUND, offset: 0 });
    const entries = newestFirst(answer.hits, engine.library).slice(0, MOST_ENTRIES);
    const feed = { state, base: site.baseOf(request), subtitle: `${countPhrase(answer)}。`, library: engine.library };
    response.type('application/atom+xml').send(feedXml(feed, entries));
  };
}

interface Entry {
  readonly hit: Hit;
  readonly updated: string;
}

// A feed reader fetches the top only, so the latest plan comes first; within a plan the order of reading stays.
function newestFirst(hits: readonly Hit[], library: Library): readonly Entry[] {
  return hits
    .map((hit) => ({ hit, updated: dateOf(library.planById(hit.plan.id)?.facts) }))
    .sort((a, b) => (a.updated === b.updated ? 0 : a.updated < b.updated ? 1 : -1));
}

// Atom wants a time. The plan's date is the only one known, and where there is none the oldest there can be.
function dateOf(facts: PlanFacts | undefined): string {
  const day = facts?.publishedOn ?? '1970-01-01';
  return `${day.length === 7 ? `${day}-01` : day}T00:00:00+08:00`;
}

interface Feed {
  readonly state: SearchState;
  readonly base: string;
  readonly subtitle: string;
  readonly library: Library;
}

function feedXml(feed: Feed, entries: readonly Entry[]): string {
  const { state, base, subtitle } = feed;
  const self = base + feedUrl(state);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">
<id>${escapeXml(self)}</id>
<title>${escapeXml(`“${state.q}” · 规划条文检索`)}</title>
<subtitle>${escapeXml(subtitle)}</subtitle>
<updated>${entries[0]?.updated ?? dateOf(undefined)}</updated>
<author><name>规划条文检索</name></author>
<link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>
<link rel="alternate" type="text/html" href="${escapeXml(base + searchUrl({ ...state, sort: 'relevance', match: 'all' }))}"/>
${entries.map((entry) => entryXml(feed, entry)).join('')}</feed>
`;
}

function entryXml({ state, base, library }: Feed, { hit, updated }: Entry): string {
  const path = hit.path.map(({ num, title }) => joinHeading(num, title));
  const title = [districtName(library, hit.plan.id), ...path].join(' › ');
  const link = base + clausePageUrl(hit.id, state.q);
  return `<entry>
<id>${escapeXml(base + clausePageUrl(hit.id))}</id>
<title>${escapeXml(title)}</title>
<updated>${updated}</updated>
<link rel="alternate" type="text/html" href="${escapeXml(link)}"/>
<content type="html" xml:lang="${langOf(library, hit.plan.id)}">${escapeXml(hit.snippet)}</content>
</entry>
`;
}
