import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredPlans } from '../../src/corpus/importing/seeds-folder.ts';
import { readDocumentFile } from '../../src/corpus/readers/read-document.ts';
import { isForeseen, refusalOf } from '../../src/web/uploading/reader-words.ts';
import { isOwnPost } from '../../src/web/uploading/same-origin.ts';
import { createUploadDesk, type UploadDesk } from '../../src/web/uploading/upload-desk.ts';
import { type Served, seedsEngine, serve } from '../served.ts';
import { pdfOf } from '../support/pdf-file.ts';
import { SAMPLE_LINES, SAMPLE_TITLE } from '../support/plan-sample.ts';
import { FACTS, temporaryFolders } from '../support/seeds-folder.ts';
import { zipOf } from '../support/zip-file.ts';

const { folderWith } = temporaryFolders();
const seeds = { 'plans.json': JSON.stringify([FACTS]), 'huadu.txt': '第一章 发展\n加快发展。' };

interface Site extends Served {
  readonly desk: UploadDesk;
  readonly seedsDir: string;
  post(path: string, fields: Record<string, string | File>, headers?: Record<string, string>): Promise<Response>;
}

async function openSite(options: Partial<Parameters<typeof createUploadDesk>[0]> = {}): Promise<Site> {
  const seedsDir = folderWith(seeds);
  // The guarded reader takes a second to start; that it is what the desk uses by itself is seen in one test.
  const desk = createUploadDesk({ seedsDir, largestMb: 1, read: readDocumentFile, ...options });
  const served = await serve({ engine: await seedsEngine(), uploads: desk });
  return {
    ...served,
    desk,
    seedsDir,
    post(path, fields, headers = {}) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      return fetch(served.base + path, { method: 'POST', body, headers, redirect: 'manual' });
    },
    close: async () => {
      await served.close();
      await desk.close();
    },
  };
}

const fileOf = (content: string | Uint8Array, name: string): File => new File([Buffer.from(content)], name);
const plan = (name = '规划.txt') => fileOf(SAMPLE_LINES.join('\n'), name);
const textOf = (html: string): string =>
  html
    .slice(html.indexOf('<main'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const fieldsIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="text" id="([a-z]+)" name="\1" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

describe('where uploading is not allowed', () => {
  it('the page explains the command and offers no form, and nothing can be sent', async () => {
    const served = await serve({ engine: await seedsEngine() });
    try {
      const page = await (await fetch(`${served.base}/add-plan`)).text();
      expect(textOf(page)).toContain('npm run import');
      expect(page).not.toContain('type="file"');
      expect((await fetch(`${served.base}/add-plan`, { method: 'POST' })).status).toBe(405);
      expect((await fetch(`${served.base}/add-plan/x`)).status).toBe(404);
    } finally {
      await served.close();
    }
  });
});

describe('a plan sent by a reader', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  const send = async (file = plan()): Promise<string> => {
    const response = await site.post('/add-plan', { file });
    expect(response.status, await response.clone().text()).toBe(303);
    return response.headers.get('location') ?? '';
  };
  const pageAt = async (path: string): Promise<string> => (await fetch(site.base + path)).text();

  it('is shown with its facts, figures, outline and what was left out, and nothing is written', async () => {
    const url = await send();
    const page = await pageAt(url);
    expect(fieldsIn(page)).toMatchObject({ title: SAMPLE_TITLE, district: '苏南市', period: '2026-2030', id: 'sunan' });
    expect(textOf(page)).toContain('3章4节');
    expect(textOf(page)).toContain('第二章 建设现代化产业体系');
    expect(textOf(page)).toMatch(/全文[\d,]+字，收为标题和条文的占\d+\.\d%/);
    expect(textOf(page)).toContain('题名、发文机关、日期等文前内容');
    expect(readdirSync(site.seedsDir).sort()).toEqual(['huadu.txt', 'plans.json']);
  });

  it('is written once it is accepted, with the facts as they were corrected, and the page leads on', async () => {
    const url = await send(plan('苏南 规划.txt'));
    const values = {
      ...fieldsIn(await pageAt(url)),
      district: '苏南市',
      province: '江苏省',
      city: '',
      period: '2026—2030',
      source: 'https://example.org/x',
    };
    const accepted = await site.post(url, { ...values, do: 'accept' });
    expect(accepted.status).toBe(303);
    expect(accepted.headers.get('location')).toBe('/add-plan/taken/sunan');
    const added = (await declaredPlans(site.seedsDir)).find(({ id }) => id === 'sunan');
    expect(added).toMatchObject({
      district: '苏南市',
      province: '江苏省',
      city: null,
      period: '2026-2030',
      provenance: { capturedAs: '苏南 规划.txt', url: 'https://example.org/x', original: 'sunan.txt' },
    });
    expect(readFileSync(join(site.seedsDir, 'originals', 'sunan.txt'), 'utf8')).toBe(SAMPLE_LINES.join('\n'));
    const taken = await fetch(`${site.base}/add-plan/taken/sunan`);
    expect(taken.headers.get('refresh')).toBe('4');
    expect(textOf(await taken.text())).toContain('正在收入');
    expect((await fetch(site.base + url)).status).toBe(404);
    // The plan that the server already knows.
    const known = await fetch(`${site.base}/add-plan/taken/huadu`, { redirect: 'manual' });
    expect([known.status, known.headers.get('location')]).toEqual([303, '/plans/huadu']);
    expect((await fetch(`${site.base}/add-plan/taken/nobody`)).status).toBe(404);
  });

  it('is written once, however often it is accepted', async () => {
    const url = await send(plan('再来.txt'));
    const values = { ...fieldsIn(await pageAt(url)), id: 'twice', do: 'accept' };
    const answers = await Promise.all([1, 2, 3].map(() => site.post(url, values)));
    expect((await declaredPlans(site.seedsDir)).filter(({ id }) => id === 'twice')).toHaveLength(1);
    for (const answer of answers) {
      // Whoever comes when it is done is told that it is.
      if (answer.status === 303) expect(answer.headers.get('location')).toBe('/add-plan/taken/twice');
      else expect(textOf(await answer.text())).toContain('已经收入');
    }
  });

  it('may be read anew under other facts before it is accepted, or given up', async () => {
    const url = await send();
    const values = fieldsIn(await pageAt(url));
    const again = await site.post(url, { ...values, id: 'sunan-x', title: '改过的名', do: 'check' });
    expect(again.headers.get('location')).toBe(url);
    expect(fieldsIn(await pageAt(url))).toMatchObject({ id: 'sunan-x', title: '改过的名' });
    expect((await site.post(url, { do: 'discard' })).headers.get('location')).toBe('/add-plan');
    expect((await fetch(site.base + url)).status).toBe(404);
    expect((await declaredPlans(site.seedsDir)).some(({ id }) => id === 'sunan-x')).toBe(false);
  });

  it.each([
    ['period', '2026', '首尾两年'],
    ['period', '2030-2026', '首尾两年'],
    ['district', '  ', '哪里的规划'],
    ['title', '', '全名'],
    ['id', 'Su Nan', '小写字母'],
    ['id', 'huadu', '已有规划用了'],
    ['id', '../x', '小写字母'],
    ['source', 'javascript:alert(1)', '网址'],
    ['source', 'ftp://x', '网址'],
    ['title', '长'.repeat(201), '至多 200 字'],
  ] as const)('is not written while %s is %j, and the page says what is wrong there', async (field, value, said) => {
    const url = await send();
    const before = readdirSync(site.seedsDir).sort();
    const response = await site.post(url, { ...fieldsIn(await pageAt(url)), [field]: value, do: 'accept' });
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(page).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    expect(textOf(page)).toContain(said);
    expect(readdirSync(site.seedsDir).sort()).toEqual(before);
    await site.post(url, { do: 'discard' });
  });

  it('keeps what it is called from becoming a path or markup', async () => {
    const url = await send(plan('../../<b>x</b>\\..\\重庆.txt'));
    const page = await pageAt(url);
    expect(page).not.toContain('<b>x</b>');
    expect(textOf(page)).toContain('核对：重庆.txt');
    await site.post(url, { do: 'discard' });
  });

  it('from a page of another site is refused, whatever the browser', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      const response = await site.post('/add-plan', { file: plan() }, headers as Record<string, string>);
      expect(response.status).toBe(403);
      expect(textOf(await response.text())).toContain('从别的网站发来的');
    }
    const url = await send();
    expect((await site.post(url, { do: 'discard' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await fetch(site.base + url)).status).toBe(200);
    expect((await site.post(url, { do: 'discard' }, { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });
});

describe('a file that is no plan', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  const spreadsheet = zipOf([{ name: 'xl/workbook.xml', content: '<x/>' }]);
  it.each<[name: string, content: string | Uint8Array, status: number, wrong: string, cure: string]>([
    ['空.txt', '', 422, '文件是空的', '重新下载'],
    ['图.pdf', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 422, '这是图片', 'OCR'],
    ['扫描.pdf', pdfOf([{ texts: [] }]), 422, '扫描件', 'OCR'],
    ['密.pdf', pdfOf([{ texts: [{ text: '推进', x: 90, y: 700 }] }], { encrypted: true }), 422, '加了密', '密码'],
    ['坏.pdf', Buffer.from('%PDF-1.7\n损坏'), 422, 'PDF 已损坏', '重新下载'],
    ['假.pdf', '就是一段文字', 422, '文件名说是 PDF', '重新下载'],
    ['表.docx', spreadsheet, 422, '电子表格', '文本文件'],
    ['压缩.docx', zipOf([{ name: 'a.txt', content: 'x' }]), 422, '压缩包', '解开'],
    [
      '坏.docx',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.from('word/document.xml'), Buffer.alloc(50)]),
      422,
      '',
      'Word',
    ],
    ['乱.txt', Buffer.from(Array.from({ length: 400 }, (_unused, at) => (at * 7919) % 256)), 422, '', '文本文件'],
    ['大.txt', '字'.repeat(600_000), 413, '文件超过 1 MB', '删去图片'],
  ])('%s is refused in words, with the cure', async (name, content, status, wrong, cure) => {
    const response = await site.post('/add-plan', { file: fileOf(content, name) });
    const page = await response.text();
    expect(response.status, textOf(page)).toBe(status);
    const alert = textOf(
      `<main${page.slice(page.indexOf('role="alert"') - 30, page.indexOf('<form', page.indexOf('role="alert"')))}`,
    );
    expect(alert).toContain(wrong);
    expect(alert).toContain(cure);
    expect(alert).not.toMatch(/import that|fetch|\bat\b .*:\d+/);
    expect(page).toContain('type="file"');
  });

  it('leaves nothing behind', async () => {
    const place = join(await site.desk.folderForFile(), '..');
    await site.post('/add-plan', { file: fileOf('', '空.txt') });
    expect(readdirSync(place)).toHaveLength(1);
    await site.desk.close();
    expect(existsSync(place)).toBe(false);
  });

  it('or no file, or no form, is said too', async () => {
    expect((await site.post('/add-plan', { note: 'x' })).status).toBe(400);
    const bare = await fetch(`${site.base}/add-plan`, { method: 'POST', body: 'x=1' });
    expect(bare.status).toBe(400);
    const cut = await fetch(`${site.base}/add-plan`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n第一章',
    });
    expect(cut.status).toBe(400);
    const none = await fetch(`${site.base}/add-plan`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data' },
      body: 'x',
    });
    expect(none.status).toBe(400);
  });
});

describe('the desk', () => {
  it('takes few plans at once, and says so to the next', async () => {
    const site = await openSite({ mostPending: 1 });
    try {
      expect((await site.post('/add-plan', { file: plan() })).status).toBe(303);
      const response = await site.post('/add-plan', { file: plan() });
      expect(response.status).toBe(503);
      expect(textOf(await response.text())).toContain('过几分钟再试');
    } finally {
      await site.close();
    }
  });

  it('forgets what nobody accepts', async () => {
    const site = await openSite({ longestWaitMs: 30 });
    try {
      const url = (await site.post('/add-plan', { file: plan() })).headers.get('location') ?? '';
      await expect.poll(async () => (await fetch(site.base + url)).status).toBe(404);
    } finally {
      await site.close();
    }
  });

  it('reads in a process of its own, which a harmful file may end without ending more', async () => {
    const desk = createUploadDesk({ seedsDir: folderWith(seeds), largestMb: 1 });
    const site = await serve({ engine: await seedsEngine(), uploads: desk });
    try {
      const body = new FormData();
      body.append('file', plan());
      const response = await fetch(`${site.base}/add-plan`, { method: 'POST', body, redirect: 'manual' });
      expect(response.status).toBe(303);
    } finally {
      await site.close();
      await desk.close();
    }
  }, 30_000);
});

describe('whose posts are obeyed', () => {
  const post = (headers: Record<string, string>, publicUrl?: string) =>
    isOwnPost({ headers: { host: 'plans.example:3000', ...headers } }, publicUrl);

  it('is told by the browser', () => {
    expect(post({ 'sec-fetch-site': 'same-origin', origin: 'http://elsewhere' })).toBe(true);
    expect(post({ 'sec-fetch-site': 'cross-site', origin: 'http://plans.example:3000' })).toBe(false);
    expect(post({ origin: 'http://plans.example:3000' })).toBe(true);
    expect(post({ origin: 'http://plans.example' })).toBe(false);
    expect(post({ origin: 'https://public.example' }, 'https://public.example')).toBe(true);
    expect(post({})).toBe(true);
  });
});

describe('the words for files that cannot be read', () => {
  // Every message of the readers, as their source has it: a new one needs words too.
  const folder = new URL('../../src/corpus/readers/', import.meta.url);
  const messages = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/`\$\{(?:name|basename\(path\))\}([^`]*)`/g)].map(
        ([, said = '']) => said,
      ),
    )
    .map((said) => `plan${said.replace(/\$\{[^}]*\}/g, '7')}`);

  it('cover what the readers say', () => {
    expect(messages.length).toBeGreaterThan(15);
    // The kinds of foreign files have their names in a table of their own.
    const open = messages.filter(
      (message) => !isForeseen(message) && !/ is (?:no )?7/.test(message) && !/ cannot be read \(7/.test(message),
    );
    expect(open).toEqual([]);
  });

  it('always have a cure', () => {
    expect(refusalOf('plan.x says something new')).toEqual({
      wrong: '这个文件读不出来',
      cure: '请在原来的程序里另存为文本文件（.txt），再上传。',
    });
  });
});
