// What a person should see before a plan is taken in: facts, figures, outline, what is odd, what was dropped.
import { visibleCharacters } from '../../text/clean.ts';
import type { Plan } from '../library.ts';
import type { DropReason } from '../model.ts';
import { oddities, outlineText } from '../outline-text.ts';

const LONGEST_OUTLINE = 80;
const MOST_ODDITIES = 40;

export function reviewText(plan: Plan, notes: readonly string[]): string {
  const { facts } = plan;
  const outline = outlineText(plan).trimEnd().split('\n');
  const odd = oddities(plan).trimEnd().split('\n').slice(1);
  return [
    ...[
      ['id', facts.id],
      ['title', facts.title],
      ['district', [facts.province, facts.city, facts.district].filter((name) => name !== null).join(' ')],
      ['period', facts.period],
      ['date', facts.publishedOn === null ? null : `${facts.publishedOn} (${facts.dateMeaning})`],
      ['issuer', facts.issuer],
      ['number', facts.documentNumber],
      ['script', facts.script === 'Hant' ? 'Traditional' : 'Simplified'],
    ].map(([name, value]) => `${String(name).padEnd(9)} ${value ?? '— (not found; declare it with an option)'}`),
    ...notes.map((note) => `note      ${note}`),
    '',
    ...shorten(outline.slice(1), LONGEST_OUTLINE, 'headings'),
    '',
    ...shorten(odd, MOST_ODDITIES, 'lines'),
    '',
    keptLine(plan),
    ...warnings(plan),
  ].join('\n');
}

function shorten(lines: readonly string[], most: number, what: string): string[] {
  return lines.length <= most ? [...lines] : [...lines.slice(0, most), `… and ${lines.length - most} more ${what}`];
}

// How many of the visible characters became clauses and headings, and where the rest went.
function keptLine(plan: Plan): string {
  const count = (texts: readonly string[]) => texts.reduce((sum, text) => sum + visibleCharacters(text).length, 0);
  const kept = count(plan.clauses.map(({ text }) => text)) + count(plan.headings.map(({ num, title }) => num + title));
  const dropped = new Map<DropReason, number>();
  for (const { reason, text } of plan.dropped) dropped.set(reason, (dropped.get(reason) ?? 0) + visibleCharacters(text).length);
  const total = kept + [...dropped.values()].reduce((sum, size) => sum + size, 0);
  const share = (size: number) => `${((size / Math.max(1, total)) * 100).toFixed(1)} %`;
  return [`kept ${share(kept)} of ${total} characters`, ...[...dropped].map(([reason, size]) => `${reason} ${share(size)}`)].join(
    ', ',
  );
}

function warnings(plan: Plan): string[] {
  const chapters = plan.chapters.filter((chapter) => chapter.kind === 'chapter').length;
  return [
    ...(chapters === 0 ? ['warning: no chapter was found; every clause will stand in the preamble'] : []),
    ...plan.diagnostics
      .filter(({ rule }) => rule === 'flattened-table')
      .map(
        ({ message }) =>
          `warning: ${message} (the cells of a table, one a line, could not be put together into rows; a Word file or a web page may keep them)`,
      ),
    ...(plan.clauses.length === 0 ? ['warning: no clause was found; is this the right file?'] : []),
  ];
}
