import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredPlans } from '../../src/corpus/importing/seeds-folder.ts';
import { type LockOwner, thisProcess } from '../../src/corpus/lock-owner.ts';
import { examineFile } from '../../src/web/uploading/examine-file.ts';
import { examineGuarded } from '../../src/web/uploading/examine-guarded.ts';
import { isForeseen, refusalOf } from '../../src/web/uploading/reader-words.ts';
import { isOwnPost } from '../../src/web/uploading/same-origin.ts';
import { createUploadDesk, type UploadDesk } from '../../src/web/uploading/upload-desk.ts';
import { createUploadFolder, removeAbandoned } from '../../src/web/uploading/upload-folder.ts';
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
  // A process of its own takes a second to start; that the desk examines in one by itself is seen in one test.
  const desk = createUploadDesk({ seedsDir, largestMb: 1, examine: examineFile, ...options });
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
    ['题.txt', '第一章 总则\n第二章 发展\n', 422, '只有标题，没有条文', '重新下载'],
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
    expect(readdirSync(place)).toHaveLength(2);
    expect(readdirSync(place)).toContain('owner.json');
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

describe('a form that is none of the site', () => {
  let site: Site;
  let url = '';
  beforeAll(async () => {
    site = await openSite();
    url = (await site.post('/add-plan', { file: plan() })).headers.get('location') ?? '';
  });
  afterAll(() => site.close());

  const part = (name: string, value: string, more = ''): string =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  const whole = (...parts: readonly string[]): string => `${parts.join('')}--b--\r\n`;
  const FORM_TYPE = 'multipart/form-data; boundary=b';
  const bodies: readonly (readonly [what: string, type: string, body: string | Uint8Array])[] = [
    ['a file where none is due', FORM_TYPE, whole(part('f', 'x', '; filename="README.md"'))],
    ['no boundary', 'multipart/form-data', 'x'],
    ['another boundary', FORM_TYPE, whole(part('title', 'x')).replaceAll('--b', '--c')],
    ['another kind of multipart', 'multipart/mixed', whole(part('title', 'x'))],
    ['another kind of multipart, with its boundary', 'multipart/mixed; boundary=b', whole(part('title', 'x'))],
    ['thirty fields', FORM_TYPE, whole(...Array.from({ length: 30 }, (_unused, at) => part(`f${at}`, '1')))],
    ['a long field of no name', FORM_TYPE, whole(part('', 'x'.repeat(20_000)))],
    ['a cut-off field', FORM_TYPE, part('title', 'x').slice(0, -2)],
    ['a cut-off head', FORM_TYPE, '--b\r\nContent-Dispo'],
    ['nothing', FORM_TYPE, ''],
    ['a part without a name', FORM_TYPE, '--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n'],
    ['a head of noise', FORM_TYPE, '--b\r\n\u00ff\0:::\r\n\r\nx\r\n--b--\r\n'],
    ['a long head', FORM_TYPE, `--b\r\nX: ${'a'.repeat(100_000)}\r\n\r\nx\r\n--b--\r\n`],
    ['names that are paths of objects', FORM_TYPE, whole(part('a', '1'), part('a[b]', '2'), part('__proto__[x]', '3'))],
    ['a name of brackets', FORM_TYPE, whole(part('title[', '1'), part('[]', '2'), part(']', '3'))],
    ['a name that goes deep', FORM_TYPE, whole(part(`a${'[x]'.repeat(3000)}`, '1'))],
    ['a charset that nobody knows', `${FORM_TYPE}; charset=klingon`, whole(part('x', 'y'))],
    ['bytes that claim to be packed', FORM_TYPE, Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0)],
    ['JSON', 'application/json', '{"do":"accept"}'],
    ['another kind of form', 'application/x-www-form-urlencoded', 'do=discard'],
    ['no kind at all', ';', 'x'],
  ];

  it.each(bodies)('(%s) is refused in words at both addresses, and what waits goes on waiting', async (_what, type, body) => {
    for (const [path, said] of [
      ['/add-plan', /没有收到文件|收到的不是本站的表单|表单没有传完整|表单里有/],
      [url, /还没有收入：/],
    ] as const) {
      const headers = { 'content-type': type };
      const response = await fetch(site.base + path, { method: 'POST', headers, body, redirect: 'manual' });
      expect(response.status, path).toBe(400);
      expect(textOf(await response.text())).toMatch(said);
      const nowhere = await fetch(`${site.base}/add-plan/nobody`, { method: 'POST', headers, body });
      expect(nowhere.status).toBe(404);
    }
    expect((await fetch(site.base + url)).status).toBe(200);
  });

  it('but for one field that is too long has the form shown again, with what came before', async () => {
    const body = whole(part('district', '某区'), part('title', '长'.repeat(7000)));
    const response = await fetch(site.base + url, { method: 'POST', headers: { 'content-type': FORM_TYPE }, body });
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(page).toMatch(/id="title"[^>]*aria-invalid="true"/);
    expect(textOf(page)).toContain('至多 200 字');
    expect(fieldsIn(page)).toMatchObject({ district: '某区', title: SAMPLE_TITLE, id: 'sunan' });
  });

  it.each([`${'😀'.repeat(80)}.txt`, `${'长'.repeat(3000)}.txt`, `x.${'t'.repeat(300)}`, '..txt', 'CON', '%00.txt', '文件'])(
    'is not what a file of a strange name is: %s',
    async (name) => {
      const response = await site.post('/add-plan', { file: plan(name) });
      expect(response.status).toBe(303);
      const location = response.headers.get('location') ?? '';
      expect((await site.post(location, { do: 'discard' })).status).toBe(303);
    },
  );

  it('gives its place at the desk back, however its connection ends', async () => {
    const { port } = new URL(site.base);
    const head = `POST /add-plan HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM_TYPE}\r\n`;
    const begun = part('file', '第一章 总则', '; filename="a.txt"');
    for (const sent of [
      `${head}Content-Length: 100000\r\n\r\n${begun}`,
      `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n${begun}`,
      `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n--b\r\n\r\nzz\r\n`,
      `${head}Transfer-Encoding: klingon\r\n\r\n${begun}`,
    ]) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      await new Promise<void>((resolve) => socket.write(sent, () => resolve()));
      await sleep(50);
      socket.destroy();
    }
    await expect
      .poll(async () => {
        const response = await site.post('/add-plan', { file: plan() });
        await site.post(response.headers.get('location') ?? '/add-plan/none', { do: 'discard' });
        return response.status;
      })
      .toBe(303);
    // All places: two are taken at once.
    const leave = [site.desk.enter(), site.desk.enter()];
    expect(leave).not.toContain(null);
    for (const own of leave) own?.();
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

describe('a file that keeps the parser busy', () => {
  it('is given up after a while, and readers are answered meanwhile', async () => {
    const site = await openSite({ largestMb: 30, examine: (task) => examineGuarded(task, { patienceMs: 4000 }) });
    try {
      let isOver = false;
      const sent = site.post('/add-plan', { file: fileOf(`第一章 总则\n${'1\n2\n'.repeat(7_000_000)}`, '大.txt') });
      const over = sent.finally(() => {
        isOver = true;
      });
      let answers = 0;
      while (!isOver) {
        expect((await fetch(`${site.base}/healthz`)).status).toBe(200);
        answers += 1;
        await sleep(20);
      }
      const response = await over;
      expect(response.status).toBe(422);
      expect(textOf(await response.text())).toContain('读这个文件花的时间太长');
      expect(answers).toBeGreaterThan(10);
    } finally {
      await site.close();
    }
  }, 60_000);
});

describe('the folder of what was sent', () => {
  const PLACE = 'plan-clause-uploads-x';
  const left = async (owner: LockOwner | string | null, ageMs = 0): Promise<boolean> => {
    const place = folderWith({ [`${PLACE}/1/plan.txt`]: 'x', 'other/plan.txt': 'x' });
    const folder = join(place, PLACE);
    if (owner !== null) writeFileSync(join(folder, 'owner.json'), typeof owner === 'string' ? owner : JSON.stringify(owner));
    const when = (Date.now() - ageMs) / 1000;
    utimesSync(folder, when, when);
    await removeAbandoned(place);
    expect(existsSync(join(place, 'other'))).toBe(true);
    return existsSync(folder);
  };
  const TWO_DAYS = 2 * 24 * 60 * 60_000;

  it('is cleared up after a process that was killed, and left to one that lives', async () => {
    const own = await thisProcess();
    expect(await left(own, TWO_DAYS)).toBe(true);
    // The number of a living process that has another time of start is that of another one.
    expect(await left({ ...own, started: '1' })).toBe(own.realm === null);
    expect(await left({ ...own, pid: 2 ** 31 - 2 })).toBe(own.realm === null);
  });

  it.each<[string, LockOwner | string | null]>([
    ['of another container', { pid: 1, host: 'x', realm: 'another', started: '1' }],
    ['that says nothing of its owner', null],
    ['that says it wrongly', '{"pid":'],
  ])('%s is cleared up when nothing has moved in it for long', async (_what, owner) => {
    expect(await left(owner)).toBe(true);
    expect(await left(owner, TWO_DAYS)).toBe(false);
  });

  it('is cleared up when the desk is opened, and its own goes with it', async () => {
    const own = await thisProcess();
    const place = folderWith({ [`${PLACE}/owner.json`]: JSON.stringify({ ...own, pid: 2 ** 31 - 2 }) });
    const folder = createUploadFolder(place);
    if (own.realm !== null) await expect.poll(() => existsSync(join(place, PLACE))).toBe(false);
    expect(existsSync(await folder.forFile())).toBe(true);
    await folder.remove();
    expect(readdirSync(place).filter((name) => name !== PLACE)).toEqual([]);
  });
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
