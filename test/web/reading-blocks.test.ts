import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/corpus/library.ts';
import { type Block, readingBlocks } from '../../src/web/reading-blocks.ts';
import type { ClauseLine, HeadingLine } from '../../src/web/reading-lines.ts';
import { readingOrder } from '../../src/web/reading-order.ts';
import { openPage } from '../../src/web/reading-page.ts';
import { seedsEngine } from '../served.ts';

const linesOf = (block: Block): readonly (ClauseLine | HeadingLine)[] => {
  if (block.type === 'list') return block.lines;
  if (block.type === 'box') return [block.heading, ...block.blocks.flatMap(linesOf)];
  if (block.type === 'table') return [...(block.header ? [block.header] : []), ...block.rows].map(({ line }) => line);
  return [block];
};

describe('a chapter on the reading page', () => {
  let chapters: { plan: Plan; index: number; lines: readonly (ClauseLine | HeadingLine)[] }[];
  beforeAll(async () => {
    const engine = await seedsEngine();
    const nowhere = () => '/';
    const places = { placeOf: nowhere, placeOfChapter: nowhere, placeOfHeading: nowhere };
    chapters = engine.library.plans.flatMap((plan) =>
      plan.chapters.map((_chapter, index) => {
        const entries = readingOrder(plan, index);
        const page = { plan, address: '/', chapter: index, entries, baseDepth: 0, ...places };
        const { context } = openPage(engine, page, { q: '', script: 'published' });
        return { plan, index, lines: readingBlocks(entries, context).flatMap(linesOf) };
      }),
    );
  });

  it('shows every clause of the plan once, in reading order, word for word', () => {
    for (const { plan, index, lines } of chapters) {
      const clauses = plan.clauses.filter(({ chapter }) => chapter === index);
      const shown = lines.filter((line) => line.type === 'clause');
      expect(shown.map(({ id }) => id)).toEqual(clauses.map(({ id }) => id));
      expect(
        shown.map(({ paragraphs }) => paragraphs.map((segments) => segments.map(({ text }) => text).join('')).join(' | ')),
      ).toEqual(clauses.map(({ text }) => text));
    }
  });

  it('shows every heading below the chapter once, before everything under it', () => {
    for (const { plan, index, lines } of chapters) {
      const own = plan.chapters[index]?.heading;
      const headings = plan.headings.flatMap((heading, at) => (heading.chapter === index && at !== own ? [`h-${at}`] : []));
      expect(lines.flatMap((line) => (line.type === 'heading' ? [line.elementId] : []))).toEqual(headings);
      for (const clause of plan.clauses) {
        if (clause.chapter !== index || clause.heading === null || clause.heading === own) continue;
        const headingAt = lines.findIndex((line) => line.type === 'heading' && line.elementId === `h-${clause.heading}`);
        const clauseAt = lines.findIndex((line) => line.type === 'clause' && line.id === clause.id);
        expect(headingAt, clause.id).toBeLessThan(clauseAt);
      }
    }
  });
});
