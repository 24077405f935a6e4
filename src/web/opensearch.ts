// The OpenSearch description: with it a browser offers this site as a search engine of its own.
import type { Request, Response } from 'express';
import type { SiteContext } from './site-context.ts';
import { escapeXml } from './xml-text.ts';

export function createOpenSearch(site: SiteContext, iconUrl: string) {
  return (request: Request, response: Response): void => {
    const base = site.baseOf(request);
    response.type('application/opensearchdescription+xml').send(describe(base, base + iconUrl));
  };
}

const describe = (base: string, icon: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>规划条文检索</ShortName>
<Description>逐字检索各地五年规划的条文</Description>
<InputEncoding>UTF-8</InputEncoding>
<OutputEncoding>UTF-8</OutputEncoding>
<Language>zh-CN</Language>
<Image width="32" height="32" type="image/svg+xml">${escapeXml(icon)}</Image>
<Url type="text/html" template="${escapeXml(base)}/search?q={searchTerms}"/>
<Url type="application/atom+xml" template="${escapeXml(base)}/feed.atom?q={searchTerms}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="${escapeXml(base)}/opensearch.xml"/>
</OpenSearchDescription>
`;
