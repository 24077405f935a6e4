// PDF files written by hand: pieces of text at given places, in a font whose codes are the characters themselves.
import { deflateSync } from 'node:zlib';

export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Height of the type, 12 unless given. A Chinese character is as wide as it is high. */
  readonly size?: number;
  /** Degrees, against the clock. */
  readonly turned?: number;
}

export interface PdfPage {
  readonly texts: readonly PdfText[];
  /** How far a viewer turns the page, in degrees. */
  readonly rotate?: number;
}

export interface PdfOptions {
  readonly title?: string;
  readonly encrypted?: boolean;
  readonly packed?: boolean;
}

export const PAGE_WIDTH = 595;
export const PAGE_HEIGHT = 842;

export function pdfOf(pages: readonly PdfPage[], { title, encrypted = false, packed = false }: PdfOptions = {}): Buffer {
  const objects: (string | Buffer)[] = [];
  const add = (content: string | Buffer): number => objects.push(content);
  const reserve = () => add('');
  const [catalog, tree] = [reserve(), reserve()];
  const toUnicode = add(streamOf(Buffer.from(TO_UNICODE), packed));
  const descendant = add(
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [0 [1000] 32 126 500] /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>',
  );
  const font = add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${toUnicode} 0 R >>`,
  );
  const kids = pages.map(({ texts, rotate = 0 }) => {
    const content = add(streamOf(Buffer.from(texts.map(showText).join('\n')), packed));
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}] /Rotate ${rotate} /Resources << /Font << /F1 ${font} 0 R >> >> /Contents ${content} 0 R >>`,
    );
  });
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${tree} 0 R >>`;
  objects[tree - 1] = `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`;
  const info = title === undefined ? '' : `/Info ${add(`<< /Title <feff${hexOf(title)}> >>`)} 0 R`;
  const encrypt = encrypted ? `/Encrypt ${add(ENCRYPTION)} 0 R /ID [<00> <00>]` : '';
  return fileOf(objects, `/Root ${catalog} 0 R ${info} ${encrypt}`);
}

/** Lines one below the other, as a paragraph is set. */
export const column = (
  lines: readonly string[],
  place: { readonly x: number; readonly y: number; readonly size?: number },
): PdfText[] => lines.map((text, at) => ({ ...place, text, y: place.y - at * (place.size ?? 12) * 1.6 }));

function showText({ text, x, y, size = 12, turned = 0 }: PdfText): string {
  const [cosine, sine] = [Math.cos((turned * Math.PI) / 180), Math.sin((turned * Math.PI) / 180)].map((value) =>
    value.toFixed(6),
  );
  return `BT /F1 ${size} Tf ${cosine} ${sine} ${-Number(sine)} ${cosine} ${x} ${y} Tm <${hexOf(text)}> Tj ET`;
}

const hexOf = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');

const TO_UNICODE = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
100 beginbfrange
${Array.from({ length: 100 }, (_unused, at) => rangeOf(at)).join('\n')}
endbfrange
100 beginbfrange
${Array.from({ length: 100 }, (_unused, at) => rangeOf(at + 100)).join('\n')}
endbfrange
56 beginbfrange
${Array.from({ length: 56 }, (_unused, at) => rangeOf(at + 200)).join('\n')}
endbfrange
endcmap end end`;

function rangeOf(high: number): string {
  const byte = high.toString(16).padStart(2, '0');
  return `<${byte}00> <${byte}ff> <${byte}00>`;
}

const ENCRYPTION = `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`;

function streamOf(content: Buffer, packed: boolean): Buffer {
  const data = packed ? deflateSync(content) : content;
  const filter = packed ? ' /Filter /FlateDecode' : '';
  return Buffer.concat([Buffer.from(`<< /Length ${data.length}${filter} >>\nstream\n`), data, Buffer.from('\nendstream')]);
}

function fileOf(objects: readonly (string | Buffer)[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const push = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  for (const [at, content] of objects.entries()) {
    offsets.push(length);
    push(Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(content), Buffer.from('\nendobj\n')]));
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
