import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ReadError } from '../../../src/corpus/readers/document.ts';
import { readDocumentFile } from '../../../src/corpus/readers/read-document.ts';
import { createReaderProcess, readGuarded } from '../../../src/corpus/readers/read-guarded.ts';
import { docOf } from '../../support/doc-file.ts';
import { encode } from '../../support/encodings.ts';
import { column, pdfOf } from '../../support/pdf-file.ts';
import { SAMPLE_LINES } from '../../support/plan-sample.ts';
import { zipOf } from '../../support/zip-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'plan-clause-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const refusal = (path: string): Promise<string> =>
  readDocumentFile(path).then(
    () => 'it was read',
    (error: unknown) => (error instanceof ReadError ? error.message : `no ReadError: ${String(error)}`),
  );

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('a file of any kind', () => {
  it('is read by what it is, not by its name', async () => {
    const text = encode(SAMPLE_LINES.join('\n'), 'gb18030');
    const kinds = await Promise.all(
      [
        fileWith('a.txt', text),
        fileWith('b.txt', `<!doctype html><body>${SAMPLE_LINES.map((line) => `<p>${line}</p>`).join('')}</body>`),
        fileWith('c.txt', docOf(SAMPLE_LINES)),
        fileWith('d', pdfOf([{ texts: column(SAMPLE_LINES, { x: 60, y: 780, size: 9 }) }])),
        fileWith('e.wps', docOf(SAMPLE_LINES)),
      ].map(async (path) => (await readDocumentFile(path)).kind),
    );
    expect(kinds).toEqual(['text', 'html', 'doc', 'pdf', 'doc']);
  });
});

describe('a file that cannot be read is refused with its cure', () => {
  it.each<[string, string, Uint8Array | string, RegExp]>([
    ['empty', 'a.txt', '', /^a\.txt is empty; fetch it again$/],
    ['blank', 'a.txt', ' \n\u3000\n', /^a\.txt holds no text; open it to see what it is/],
    ['a picture renamed .pdf', 'plan.pdf', PNG, /^plan\.pdf is a PNG picture, whatever its name says; .*run text recognition/],
    ['a picture renamed .docx', 'plan.docx', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]), /is a JPEG picture/],
    ['a bitmap', 'plan.txt', Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)]), /is a BMP picture/],
    ['a text renamed .pdf', 'plan.pdf', '第一章 总则', /^plan\.pdf is no PDF, although its name says so; open it in a browser/],
    ['a text renamed .docx', 'plan.docx', '第一章 总则', /^plan\.docx is no Word file, although its name says so/],
    [
      'RTF named .doc',
      'plan.doc',
      '{\\rtf1\\ansi 第一章}',
      /is an RTF file, whatever its name says; open it in Word, save it as \.docx/,
    ],
    [
      'a spreadsheet',
      'plan.xlsx',
      zipOf([{ name: 'xl/workbook.xml', content: '<workbook/>' }]),
      /is a spreadsheet, whatever its name says; save it as text/,
    ],
    ['a presentation', 'plan.docx', zipOf([{ name: 'ppt/presentation.xml', content: '<p/>' }]), /is a presentation/],
    ['an OFD file', 'plan.ofd', zipOf([{ name: 'OFD.xml', content: '<ofd:OFD/>' }]), /is an OFD file, .*save it as PDF or text/],
    [
      'a zip archive',
      'plan.zip',
      zipOf([{ name: 'plan.txt', content: '第一章' }]),
      /is a zip archive, or a damaged \.docx; unpack it/,
    ],
    ['a RAR archive', 'plan.rar', 'Rar!\u001a\u0007', /is a RAR archive/],
    ['a program', 'plan.txt', Buffer.from('7f454c460201', 'hex'), /is a program, whatever its name says; it is no document/],
    [
      'noise',
      'plan.txt',
      Buffer.from(Array.from({ length: 5000 }, (_unused, at) => (at * at * 31) % 251)),
      /is no text, or in an encoding that could not be told/,
    ],
  ])('%s', async (_what, name, content, message) => {
    expect(await refusal(fileWith(name, content))).toMatch(message);
  });

  it('one of 200 MB, before it is read', async () => {
    const path = fileWith('large.pdf', '%PDF-1.7');
    truncateSync(path, 200 * 1024 * 1024);
    expect(await refusal(path)).toBe(
      'large.pdf has 200 MB, more than the 100 MB any plan needs; take the pictures out, or save it as text',
    );
  });

  it('one that is not there, a folder, and a pipe', async () => {
    expect(await refusal(join(folder, 'none.txt'))).toMatch(/none\.txt does not exist; check the path/);
    expect(await refusal(join(fileWith('f.txt', '甲'), 'below'))).toMatch(/does not exist; check the path/);
    expect(await refusal(folder)).toMatch(/is a folder; give the file of the plan/);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await refusal(join(folder, 'pipe'))).toMatch(/pipe is no file; check the path/);
  });
});

describe('the reading process', () => {
  const open: { close(): void }[] = [];
  afterEach(() => {
    for (const reader of open.splice(0)) reader.close();
  });
  const start = (...options: Parameters<typeof createReaderProcess>) => {
    const reader = createReaderProcess(...options);
    open.push(reader);
    return reader;
  };

  it('reads as the readers do, and tells how far it is', async () => {
    const path = fileWith('guarded.pdf', pdfOf([1, 2].map(() => ({ texts: column(SAMPLE_LINES, { x: 60, y: 780, size: 9 }) }))));
    const told: string[] = [];
    const document = await readGuarded(path, { onPage: (page, pages) => told.push(`${page}/${pages}`) });
    expect(document.lines).toEqual((await readDocumentFile(path)).lines);
    expect(Buffer.from(document.bytes).subarray(0, 5).toString()).toBe('%PDF-');
    expect(told).toEqual(['1/2', '2/2']);
  });

  it('refuses as the readers do, and goes on with the next file', async () => {
    const reader = start();
    await expect(reader.read(fileWith('empty.txt', ''))).rejects.toThrow(new ReadError('empty.txt is empty; fetch it again'));
    expect((await reader.read(fileWith('next.txt', SAMPLE_LINES.join('\n')))).lines).toHaveLength(SAMPLE_LINES.length);
  });

  it('is ended when it takes too long, and another one reads the next file', async () => {
    const impatient = start({ patienceMs: 1 });
    await expect(impatient.read(fileWith('slow.txt', SAMPLE_LINES.join('\n')))).rejects.toThrow(
      /slow\.txt could not be read within .* s; save it as text/,
    );
    const patient = start();
    expect((await patient.read(join(folder, 'slow.txt'))).kind).toBe('text');
  });
});
