import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/corpus/manifest.ts';
import { parsePlan } from '../../src/corpus/parse-plan.ts';
import { lostOrDoubled, misnumbered, misplaced, unfaithful } from '../support/parsed.ts';
import { declaredPlan, planText } from '../support/plan-texts.ts';
import { anyUnits, check } from '../support/properties.ts';

const facts = parseManifest(JSON.parse(readFileSync('seeds/plans.json', 'utf8')), 'seeds/plans.json');

describe.each(facts)('the text of $id', (plan) => {
  const text = readFileSync(`seeds/${plan.file}`, 'utf8');
  const parsed = parsePlan(text, plan);

  it('stands in headings, clauses and dropped lines, each visible character once', () => {
    expect(lostOrDoubled(text, parsed)).toEqual([]);
  });

  it('is shown as captured, but for blanks, repairs and the borders of cells', () => {
    expect(unfaithful(text, parsed)).toEqual([]);
  });

  it('carries its marks where they say', () => {
    expect(misplaced(parsed)).toEqual([]);
  });

  it('is numbered in order', () => {
    expect(misnumbered(parsed, plan.id)).toEqual([]);
  });

  it('parses the same with line breaks of any kind', () => {
    const unix = text.replace(/\r\n|\r/g, '\n');
    for (const lineBreak of ['\r\n', '\r'])
      expect(parsePlan(unix.replaceAll('\n', lineBreak), plan).clauses).toEqual(parsePlan(unix, plan).clauses);
  });

  it('marks every declared correction once', () => {
    const marks = [...parsed.clauses, ...parsed.headings].flatMap(({ marks: own, lines }) =>
      own.filter((mark) => mark.kind === 'correction').map((mark) => ({ line: lines[0], meant: mark.meant })),
    );
    expect(marks).toEqual(plan.corrections.map(({ line, meant }) => ({ line, meant })));
  });
});

describe('any text', () => {
  const somePlan = fc.oneof(
    { weight: 8, arbitrary: declaredPlan },
    {
      weight: 1,
      arbitrary: fc
        .array(anyUnits, { maxLength: 6 })
        .map((lines) => ({ text: lines.join('\n'), options: { id: 'p', repairs: [], corrections: [] } })),
    },
  );

  it('gives a plan', () => {
    check([anyUnits], (text) => void parsePlan(text, { id: 'p' }), 1000);
    check([planText], (text) => void parsePlan(text, { id: 'p' }), 1000);
  });

  it('stands in headings, clauses and dropped lines, each visible character once', () => {
    check([somePlan], ({ text, options }) => expect(lostOrDoubled(text, parsePlan(text, options))).toEqual([]), 1200);
  });

  it('is shown as captured, but for blanks, repairs and the borders of cells', () => {
    check([somePlan], ({ text, options }) => expect(unfaithful(text, parsePlan(text, options))).toEqual([]), 1200);
  });

  it('carries its marks where they say', () => {
    check([somePlan], ({ text, options }) => expect(misplaced(parsePlan(text, options))).toEqual([]), 1200);
  });

  it('is numbered in order', () => {
    check([somePlan], ({ text, options }) => expect(misnumbered(parsePlan(text, options), 'p')).toEqual([]), 1200);
  });

  it('gives the same plan each time', () => {
    check([somePlan], ({ text, options }) => expect(parsePlan(text, options)).toEqual(parsePlan(text, options)), 200);
  });

  it('that is empty or blank gives an empty plan', () => {
    for (const text of ['', '\n', ' \u3000\r\n\t\u200b\n']) {
      expect(parsePlan(text, { id: 'p' })).toEqual({ headings: [], chapters: [], clauses: [], dropped: [], diagnostics: [] });
    }
  });
});
