// Files to take away: /export.csv, .json, .md and .docx, of a search or of chosen clauses.
import type { Request, Response } from 'express';
import type { SearchAnswer } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { nextTurn } from '../text/turns.ts';
import { contentDisposition, fileName } from './download-name.ts';
import { NotFoundError } from './errors.ts';
import { exportCsv } from './export-csv.ts';
import { docxInThread } from './export-docx-thread.ts';
import { exportJson } from './export-json.ts';
import { exportMarkdown } from './export-markdown.ts';
import { exportSetOf } from './export-request.ts';
import type { ExportSet } from './export-set.ts';
import { feedUrl } from './feed.ts';
import { parametersOf } from './parameters.ts';
import { type SearchState, searchParameters } from './search-state.ts';
import type { SiteContext } from './site-context.ts';
import { createTurnstile } from './turnstile.ts';

interface Format {
  /** As a reader would call it. */
  readonly label: string;
  readonly type: string;
  /** The pieces of a text, or a file. */
  write(set: ExportSet): Iterable<string> | Promise<Buffer>;
}

const FORMATS: Readonly<Record<string, Format>> = {
  docx: {
    label: 'Word',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    write: docxInThread,
  },
  csv: { label: '表格（CSV）', type: 'text/csv; charset=utf-8; header=present', write: exportCsv },
  md: { label: 'Markdown', type: 'text/markdown; charset=utf-8', write: exportMarkdown },
  json: { label: 'JSON', type: 'application/json; charset=utf-8', write: exportJson },
};

/** For all apps of the process: an app goes when plans change, and what it has begun is finished. */
const inTurn = createTurnstile();

/** Of two thousand clauses, some milliseconds. */
const PIECES_AT_ONCE = 200;

export function createExports(engine: SearchEngine, site: SiteContext) {
  return async (request: Request<{ format: string }>, response: Response): Promise<void> => {
    const { format: extension } = request.params;
    const format = Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
    if (!format) throw new NotFoundError(`没有“${extension}”这种导出格式，有 ${Object.keys(FORMATS).join('、')}。`);
    const parameters = parametersOf(request);
    await inTurn(response, async () => {
      const set = await exportSetOf(engine, parameters, { base: site.baseOf(request), today: site.today() });
      const name = fileName(['规划条文', set.isChosen ? '摘录' : (parameters.get('q') ?? '').trim(), set.madeOn], extension);
      const written = format.write(set);
      const body = written instanceof Promise ? await written : await joined(written);
      response.set({ 'Content-Type': format.type, 'Content-Disposition': contentDisposition(name) }).send(body);
    });
  };
}

async function joined(pieces: Iterable<string>): Promise<string> {
  let [text, count] = ['', 0];
  for (const piece of pieces) {
    text += piece;
    count += 1;
    if (count % PIECES_AT_ONCE === 0) await nextTurn();
  }
  return text;
}

export interface ExportOffer {
  /** `逐字相符的3段`. */
  readonly name: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** The same as a feed. */
  readonly feed: string | null;
}

/** What a search page offers to take away: what matches, and if there is more, all that the page lists. */
export function exportOffers(
  state: SearchState,
  { total, related }: Pick<SearchAnswer, 'total' | 'related'>,
): readonly ExportOffer[] {
  const exact = { name: `逐字相符的${total}段`, links: exportLinks(state, false), feed: feedUrl(state) };
  const all = { name: total > 0 ? `连同相关的${related}段` : `相关的${related}段`, links: exportLinks(state, true), feed: null };
  return [...(total > 0 ? [exact] : []), ...(related > 0 ? [all] : [])];
}

function exportLinks(state: SearchState, withRelated: boolean): ExportOffer['links'] {
  const parameters = searchParameters({ ...state, page: 1, explain: false, place: '' }) + (withRelated ? '&related=1' : '');
  return Object.entries(FORMATS).map(([extension, { label }]) => ({ label, url: `/export.${extension}?${parameters}` }));
}
