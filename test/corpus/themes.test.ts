import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseThemes, THEME_IDS, type Theme, type ThemeId, ThemesError, themeOf } from '../../src/corpus/themes.ts';
import { fold } from '../../src/text/fold.ts';
import table from './chapter-themes.json' with { type: 'json' };

const vocabulary: unknown = JSON.parse(readFileSync('seeds/vocabulary/themes.json', 'utf8'));
const themes = parseThemes(vocabulary);

describe('the vocabulary of themes', () => {
  it('holds the fourteen themes in their order', () => {
    expect(themes.map(({ id }) => id)).toEqual(THEME_IDS);
  });

  it('gives each theme a short label of its own', () => {
    const labels = themes.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^\p{Script=Han}{2,5}$/u);
  });

  it('is refused if it is not a list of themes', () => {
    expect(() => parseThemes({})).toThrow(ThemesError);
    expect(() => parseThemes([{ ...themes[0], words: [] }])).toThrow(/\[0\]\.words/);
    expect(() => parseThemes([{ ...themes[0], id: 'weather' }])).toThrow(/\[0\]\.id/);
  });

  it('is refused if a theme is missing or out of order', () => {
    expect(() => parseThemes(themes.slice(1))).toThrow(/give every theme once, in this order: foundation goals/);
    expect(() => parseThemes([...themes].reverse())).toThrow(/in this order/);
  });

  it('is refused if two themes claim one word, in either script', () => {
    const twice = themes.map((theme) => (theme.id === 'rural' ? { ...theme, words: [...theme.words, '產業'] } : theme));
    expect(() => parseThemes(twice)).toThrow(/rural: the word 產業 stands under industry too; keep it in one place/);
  });
});

describe('the theme of a chapter', () => {
  it.each(table.seeds)('is $theme for $plan chapter $number', ({ title, sections, theme }) => {
    expect(themeOf(title, sections, themes)).toBe(theme);
  });

  it.each(table.others)('is $theme for $title, $plan', ({ title, sections, theme }) => {
    expect(themeOf(title, sections, themes)).toBe(theme);
  });

  it('is nothing where no word of the vocabulary occurs', () => {
    expect(themeOf('甲乙丙丁', ['子丑寅卯'], themes)).toBeNull();
    expect(themeOf('', [], themes)).toBeNull();
    expect(themeOf('坚持创新驱动发展', [], [])).toBeNull();
  });

  it('is the same in both scripts and with blanks inside the words', () => {
    expect(themeOf('推動鄉村振興', [], themes)).toBe('rural');
    expect(themeOf('推动 乡村 振兴', [], themes)).toBe('rural');
  });
});

describe('the weight of a word', () => {
  const small = (words: Partial<Record<ThemeId, readonly string[]>>): Theme[] =>
    THEME_IDS.flatMap((id): Theme[] => {
      const own = words[id];
      return own ? [{ id, label: id, description: id, words: own.map((word) => ({ word, weight: 1 })) }] : [];
    });

  it('is nothing inside a longer word', () => {
    const words = small({ industry: ['产业'], culture: ['文化产业'] });
    expect(themeOf('文化产业', ['产业'], words)).toBe('culture');
    expect(themeOf('文化，产业', [], words)).toBe('industry');
  });

  it('grows with its length', () => {
    expect(themeOf('改革与生态文明', [], small({ reform: ['改革'], ecology: ['生态文明'] }))).toBe('ecology');
  });

  it('is more in the chapter title than in a section title', () => {
    const words = small({ reform: ['改革'], ecology: ['生态'] });
    expect(themeOf('改革', ['生态', '生态'], words)).toBe('reform');
    expect(themeOf('改革', ['生态', '生态', '生态', '生态'], words)).toBe('ecology');
  });

  it('gives a tie to the theme that is named first', () => {
    const words = small({ reform: ['改革'], ecology: ['生态'] });
    expect(themeOf('生态改革', [], words)).toBe('ecology');
    expect(themeOf('改革生态', [], words)).toBe('reform');
  });
});

describe('the table of chapters', () => {
  it('has all 66 chapters of the five plans', () => {
    const plans = [...new Set(table.seeds.map(({ plan }) => plan))];
    const numbers = plans.map((plan) => table.seeds.filter((chapter) => chapter.plan === plan).map(({ number }) => number));
    expect(plans).toEqual(['zengcheng', 'huadu', 'panyu', 'xiangzhou', 'lianzhou']);
    expect(numbers).toEqual([13, 13, 14, 12, 14].map((count) => Array.from({ length: count }, (_, index) => index + 1)));
  });

  it.each(table.seeds)('quotes the titles of $plan chapter $number as they stand in the source', ({ plan, title, sections }) => {
    const source = foldedSource(plan);
    for (const quoted of [title, ...sections]) expect(source).toContain(fold(quoted));
  });
});

const sources = new Map<string, string>();

function foldedSource(plan: string): string {
  const known = sources.get(plan) ?? fold(readFileSync(`seeds/${plan}.txt`, 'utf8'));
  sources.set(plan, known);
  return known;
}
