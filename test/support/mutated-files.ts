// Files as they arrive when something has gone wrong: cut off, with bits turned, pieces repeated, lost or from elsewhere, under
// another name; and damaged inside their packing, where a damaged byte outside would only be refused.
import { inflateRawSync } from 'node:zlib';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { docOf } from './doc-file.ts';
import { encode } from './encodings.ts';
import { column, pdfOf } from './pdf-file.ts';
import { SAMPLE_LINES } from './plan-sample.ts';
import { zipOf } from './zip-file.ts';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export type Random = () => number;

/** Sound files of every kind: what the mutations start from. */
export async function soundFiles(): Promise<NamedFile[]> {
  const text = [...SAMPLE_LINES, ...SAMPLE_LINES.map((line) => line.replace('第三章', '第四章'))].join('\n');
  const page = `<!doctype html><html><head><meta charset="gb2312"><title>规划</title></head><body><ul><li><a href="/">首页</a></li></ul><div class="content">${SAMPLE_LINES.map((line) => `<p>${line}</p>`).join('')}<table><tr><td rowspan="2">指标</td><td>2025年</td></tr><tr><td>120</td></tr></table></div></body></html>`;
  const pages = [0, 6, 12].map((from) => ({ texts: column(SAMPLE_LINES.slice(from, from + 6), { x: 50, y: 780, size: 10 }) }));
  const docx = await Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            ...SAMPLE_LINES.map((line) => new Paragraph(line)),
            new Table({
              rows: ['甲', '乙'].map(
                (cell) => new TableRow({ children: [cell, '1'].map((own) => new TableCell({ children: [new Paragraph(own)] })) }),
              ),
            }),
          ],
        },
      ],
    }),
  );
  return [
    { name: 'utf8.txt', bytes: encode(text, 'utf-8', { mark: true }) },
    { name: 'gb.txt', bytes: encode(text, 'gb18030') },
    { name: 'wide.txt', bytes: encode(text, 'utf-16le', { mark: true }) },
    { name: 'marks.md', bytes: encode(text.replace(/^第/gmu, '## 第'), 'utf-8') },
    { name: 'page.html', bytes: encode(page, 'utf-8') },
    { name: 'page-gb.htm', bytes: encode(page, 'gb18030') },
    { name: 'plain.pdf', bytes: pdfOf(pages, { title: '规划' }) },
    { name: 'packed.pdf', bytes: pdfOf(pages, { packed: true }) },
    { name: 'word.docx', bytes: docx },
    { name: 'old.doc', bytes: docOf(SAMPLE_LINES) },
  ];
}

const EXTENSIONS = ['.txt', '.md', '.html', '.pdf', '.docx', '.doc', '.xlsx', '.png', '', '.PDF'];

type Change = (bytes: Buffer, random: Random, others: readonly NamedFile[]) => Buffer;

const whole = (random: Random, limit: number): number => Math.floor(random() * limit);

const CHANGES: readonly Change[] = [
  // Cut off, as by a broken connection.
  (bytes, random) => bytes.subarray(0, whole(random, bytes.length + 1)),
  // The beginning lost.
  (bytes, random) => bytes.subarray(whole(random, Math.min(bytes.length, 4096))),
  (bytes, random) => withTurnedBits(bytes, random, 1),
  (bytes, random) => withTurnedBits(bytes, random, 1 + whole(random, 64)),
  (bytes, random) => withTurnedBits(bytes, random, Math.ceil(bytes.length / 50)),
  // A run of zeros, as of a sector that was never written.
  (bytes, random) => overwritten(bytes, random, (length) => Buffer.alloc(length)),
  (bytes, random) => overwritten(bytes, random, (length) => Buffer.from(Array.from({ length }, () => whole(random, 256)))),
  // A piece repeated or lost.
  (bytes, random) => {
    const [from, to] = rangeIn(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(to)]);
  },
  (bytes, random) => {
    const [from, to] = rangeIn(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  // A piece of another file in the middle, or another file behind.
  (bytes, random, others) => {
    const other = others[whole(random, others.length)]?.bytes ?? bytes;
    const [from, to] = rangeIn(other, random);
    const at = whole(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at)]);
  },
  (bytes, random, others) => Buffer.concat([bytes, others[whole(random, others.length)]?.bytes ?? bytes]),
  (bytes, random) => numbersChanged(bytes, random),
  (bytes) => bytes,
];

/** A mutated file, the same for the same numbers. */
export function mutatedFile(sound: readonly NamedFile[], random: Random): NamedFile {
  const { name, bytes } = sound[whole(random, sound.length)] ?? { name: 'none', bytes: Buffer.alloc(0) };
  const isInside = name.endsWith('.docx') && random() < 0.7;
  let changed = isInside ? changedInside(bytes, random, sound) : bytes;
  for (let count = isInside ? 0 : 1 + whole(random, 2); count > 0; count -= 1) changed = changeOf(random)(changed, random, sound);
  const extension = random() < 0.2 ? EXTENSIONS[whole(random, EXTENSIONS.length)] : undefined;
  return { name: extension === undefined ? name : name.replace(/\.[^.]*$/u, extension), bytes: Buffer.from(changed) };
}

const changeOf = (random: Random): Change => CHANGES[whole(random, CHANGES.length)] ?? ((bytes) => bytes);

function withTurnedBits(bytes: Buffer, random: Random, count: number): Buffer {
  const changed = Buffer.from(bytes);
  for (let done = 0; done < count && changed.length > 0; done += 1) {
    const at = whole(random, changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << whole(random, 8));
  }
  return changed;
}

function rangeIn(bytes: Buffer, random: Random): [number, number] {
  const from = whole(random, bytes.length);
  return [from, Math.min(bytes.length, from + 1 + whole(random, 2000))];
}

function overwritten(bytes: Buffer, random: Random, make: (length: number) => Buffer): Buffer {
  const [from, to] = rangeIn(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), make(to - from), bytes.subarray(to)]);
}

// Lengths, counts and references are what a reader trusts: some of the numbers in clear become others.
function numbersChanged(bytes: Buffer, random: Random): Buffer {
  const put = ['0', '-1', '1', '65535', '2147483648', '99999999999', '1e9'];
  const text = bytes
    .toString('latin1')
    .replace(/\d+/gu, (number) => (random() < 0.02 ? (put[whole(random, put.length)] ?? number) : number));
  return Buffer.from(text, 'latin1');
}

// The entries of a sound zip, one of them changed, packed again.
function changedInside(bytes: Buffer, random: Random, others: readonly NamedFile[]): Buffer {
  const entries = entriesOf(bytes);
  const chosen = random() < 0.7 ? entries.findIndex(({ name }) => name === 'word/document.xml') : whole(random, entries.length);
  return zipOf(
    entries.map((entry, at) => (at === chosen ? { ...entry, content: changeOf(random)(entry.content, random, others) } : entry)),
  );
}

function entriesOf(bytes: Buffer): { readonly name: string; readonly content: Buffer }[] {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const entries: { name: string; content: Buffer }[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (at < end) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      content: bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}
