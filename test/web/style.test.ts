import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../views/assets/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const css = read('style.css');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));

type Colours = ReadonlyMap<string, string>;

// The first block of colours is for light, the second for dark: the order in the file.
const schemes = [...css.matchAll(/:root \{[^}]*--paper:[^}]*\}/g)].slice(0, 2).map(([block]): Colours => {
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]));
});

const channels = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);

/** WCAG 2.2, relative luminance of sRGB. */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe('the style sheet', () => {
  it('stays small', () => {
    expect(css.length).toBeLessThan(18_000);
    expect(read('reading.css').length).toBeLessThan(8_000);
  });

  it.each([
    ['light', 0],
    ['dark', 1],
  ])('has readable contrast in the %s scheme, on marks and in the paragraph pointed at too', (_scheme, index) => {
    const colour = (name: string): number[] => channels(schemes[index]?.get(name) ?? '');
    const target = colour('accent').map((value, at) => value * 0.08 + (colour('paper')[at] ?? 0) * 0.92);
    const pairs: [string, readonly number[], readonly number[]][] = [
      ['ink on paper', colour('ink'), colour('paper')],
      ['grey on paper', colour('grey'), colour('paper')],
      ['accent on paper', colour('accent'), colour('paper')],
      ['mark', colour('on-mark'), colour('mark')],
      ['ink on target', colour('ink'), target],
      ['grey on target', colour('grey'), target],
    ];
    for (const [name, front, back] of pairs) expect(contrast(front, back), name).toBeGreaterThanOrEqual(4.5);
  });

  it('asks nothing of other machines', () => {
    expect(css + read('reading.css')).not.toMatch(/url\(|@import/);
  });
});

describe('the scripts', () => {
  it.each(scripts)('%s is small, loads nothing of others and runs no text as code', (name) => {
    const script = read(name);
    expect(Buffer.byteLength(script)).toBeLessThan(5_000);
    expect(script).not.toMatch(/https?:|import\(|\beval\b|new Function|innerHTML|document\.write/);
  });
});
