// Numbers that Word counts itself: a document keeps `第%1章` and how to count, and no reader of its text sees 第三章. They are
// written into the text here as Word would print them.
import { chineseNumeral } from '../numerals.ts';
import { readPart, withPart } from './zip-parts.ts';

const DOCUMENT = 'word/document.xml';

/** The file with every counted number as text in front of its paragraph, and how many there are. `bytes`: a sound zip. */
export function withPrintedNumbers(bytes: Buffer): { readonly bytes: Buffer; readonly count: number } {
  const [document, numbering] = [DOCUMENT, 'word/numbering.xml'].map((name) => readPart(bytes, name));
  if (!document || !numbering) return { bytes, count: 0 };
  const counter = new Counter(readLists(numbering), readStyles(readPart(bytes, 'word/styles.xml') ?? ''));
  let count = 0;
  // What a paragraph was before a tracked change does not count.
  const text = document.replace(/<w:pPrChange\b[\s\S]*?<\/w:pPrChange>/gu, '').replace(PROPERTIES, (properties) => {
    const number = counter.next(properties);
    if (number === null) return properties;
    count += 1;
    const unnumbered = properties.replace(/<w:numPr\b[\s\S]*?<\/w:numPr>|<w:pStyle\b[^>]*\/>/gu, '');
    return `${unnumbered}<w:r><w:t xml:space="preserve">${number}</w:t></w:r>`;
  });
  return count === 0 ? { bytes, count } : { bytes: withPart(bytes, DOCUMENT, text), count };
}

const PROPERTIES = /<w:pPr(?:\s[^>]*)?>[\s\S]*?<\/w:pPr>/gu;

interface Level {
  readonly start: number;
  readonly format: string;
  /** `第%1章`: %1 stands for the number of the first level. */
  readonly text: string;
  readonly suffix: string;
  readonly style: string | null;
  /** It begins anew after a number of this level or a higher one, counted from 1; 0 for never. */
  readonly restartsAfter: number;
  /** Its numbers of higher levels are printed in digits whatever their own format. */
  readonly isLegal: boolean;
}

interface List {
  /** Lists of the same definition count on, unless they begin anew. */
  readonly definition: string;
  readonly levels: ReadonlyMap<number, Level>;
  readonly restarts: ReadonlyMap<number, number>;
}

interface Place {
  readonly list: string;
  readonly level: number | null;
}

class Counter {
  readonly #lists: ReadonlyMap<string, List>;
  readonly #styles: ReadonlyMap<string, Place>;
  readonly #counts = new Map<string, Map<number, number>>();
  readonly #begun = new Set<string>();

  constructor(lists: ReadonlyMap<string, List>, styles: ReadonlyMap<string, Place>) {
    this.#lists = lists;
    this.#styles = styles;
  }

  /** The number of the next paragraph, by its properties; null for one without a number to print. */
  next(properties: string): string | null {
    const style = settingOf(properties, 'w:pStyle');
    const styled = style === null ? undefined : this.#styles.get(style);
    const own = /<w:numPr\b[\s\S]*?<\/w:numPr>/u.exec(properties)?.[0] ?? '';
    const id = settingOf(own, 'w:numId') ?? styled?.list;
    const list = id === undefined ? undefined : this.#lists.get(id);
    if (id === undefined || !list) return null;
    const linked = [...list.levels].find(([, { style: name }]) => name !== null && name === style)?.[0];
    const at = Number(settingOf(own, 'w:ilvl') ?? styled?.level ?? linked ?? 0);
    const level = list.levels.get(at);
    if (!level || level.format === 'bullet') return null;
    const counts = this.#count(id, list, at, level);
    if (level.format === 'none') return null;
    const printed = level.text.replace(/%([1-9])/gu, (_whole, digit: string) => {
      const above = Number(digit) - 1;
      const format = level.isLegal ? 'decimal' : (list.levels.get(above)?.format ?? 'decimal');
      return formatNumber(counts.get(above) ?? list.levels.get(above)?.start ?? 1, format);
    });
    return printed.trim() === '' ? null : printed + (level.suffix === 'nothing' ? '' : ' ');
  }

  #count(id: string, list: List, at: number, level: Level): ReadonlyMap<number, number> {
    const counts = this.#counts.get(list.definition) ?? new Map<number, number>();
    this.#counts.set(list.definition, counts);
    const restart = list.restarts.get(at);
    if (restart !== undefined && !this.#begun.has(`${id} ${at}`)) counts.set(at, restart - 1);
    this.#begun.add(`${id} ${at}`);
    counts.set(at, (counts.get(at) ?? level.start - 1) + 1);
    for (const lower of [...counts.keys()])
      if (lower > at && at < (list.levels.get(lower)?.restartsAfter ?? lower)) counts.delete(lower);
    return counts;
  }
}

function readLists(xml: string): ReadonlyMap<string, List> {
  const definitions = new Map(
    elementsOf(xml, 'w:abstractNum').map((own) => [attributeOf(own, 'w:abstractNumId') ?? '', readLevels(own)] as const),
  );
  return new Map(
    elementsOf(xml, 'w:num').map((own) => {
      const definition = settingOf(own, 'w:abstractNumId') ?? '';
      const overrides = elementsOf(own, 'w:lvlOverride');
      const restarts = overrides.flatMap((override): [number, number][] => {
        const start = settingOf(override, 'w:startOverride');
        return start === null ? [] : [[Number(attributeOf(override, 'w:ilvl') ?? 0), Number(start)]];
      });
      const levels = new Map([
        ...(definitions.get(definition) ?? []),
        ...overrides.flatMap((override) => [...readLevels(override)]),
      ]);
      return [attributeOf(own, 'w:numId') ?? '', { definition, levels, restarts: new Map(restarts) }] as const;
    }),
  );
}

const readLevels = (xml: string): ReadonlyMap<number, Level> =>
  new Map(
    elementsOf(xml, 'w:lvl').map((own) => [
      Number(attributeOf(own, 'w:ilvl') ?? 0),
      {
        start: Number(settingOf(own, 'w:start') ?? 1),
        format: settingOf(own, 'w:numFmt') ?? 'decimal',
        text: settingOf(own, 'w:lvlText') ?? '',
        restartsAfter: Number(settingOf(own, 'w:lvlRestart') ?? attributeOf(own, 'w:ilvl') ?? 0),
        suffix: settingOf(own, 'w:suff') ?? 'tab',
        style: settingOf(own, 'w:pStyle'),
        isLegal: /<w:isLgl\b/u.test(own),
      },
    ]),
  );

// A style that says nothing of numbers has those of the style it is based on.
function readStyles(xml: string): ReadonlyMap<string, Place> {
  const styles = new Map(elementsOf(xml, 'w:style').map((own) => [attributeOf(own, 'w:styleId') ?? '', own] as const));
  const placeOf = (id: string, seen: readonly string[]): Place | undefined => {
    const own = styles.get(id);
    if (own === undefined || seen.includes(id)) return undefined;
    const numbers = /<w:numPr\b[\s\S]*?<\/w:numPr>/u.exec(own)?.[0];
    const list = numbers === undefined ? null : settingOf(numbers, 'w:numId');
    if (numbers !== undefined && list !== null) {
      const level = settingOf(numbers, 'w:ilvl');
      return { list, level: level === null ? null : Number(level) };
    }
    return placeOf(settingOf(own, 'w:basedOn') ?? '', [...seen, id]);
  };
  return new Map(
    [...styles.keys()].flatMap((id): [string, Place][] => {
      const place = placeOf(id, []);
      return place ? [[id, place]] : [];
    }),
  );
}

const elementsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>[\\s\\S]*?</${name}>`, 'gu'))].map(([own]) => own);

const attributeOf = (xml: string, name: string): string | null =>
  new RegExp(`^<[^>]*\\s${name}="([^"]*)"`, 'u').exec(xml)?.[1] ?? null;

const settingOf = (xml: string, name: string): string | null =>
  new RegExp(`<${name}\\s[^>]*w:val="([^"]*)"`, 'u').exec(xml)?.[1] ?? null;

const LEGAL = [...'零壹贰叁肆伍陆柒捌玖拾'];
const STEMS = [...'甲乙丙丁戊己庚辛壬癸'];

function formatNumber(value: number, format: string): string {
  if (/^(?:chineseCounting|japaneseCounting|taiwaneseCounting|ideographDigital|japaneseDigital)/u.test(format))
    return chineseNumeral(value);
  if (/Legal/u.test(format)) return LEGAL[value] ?? chineseNumeral(value);
  if (/^ideograph(?:Traditional|Zodiac)/u.test(format)) return STEMS[value - 1] ?? String(value);
  if (/^decimalEnclosed/u.test(format) && value <= 20) return String.fromCodePoint(0x2460 + value - 1);
  if (/Letter$/u.test(format)) return String.fromCodePoint((format === 'upperLetter' ? 65 : 97) + ((value - 1) % 26));
  if (/Roman$/u.test(format)) return format === 'upperRoman' ? roman(value) : roman(value).toLowerCase();
  return format === 'decimalZero' ? String(value).padStart(2, '0') : String(value);
}

const ROMAN: readonly (readonly [number, string])[] = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(value: number): string {
  const next = ROMAN.find(([size]) => size <= value);
  return next ? next[1] + roman(value - next[0]) : '';
}
