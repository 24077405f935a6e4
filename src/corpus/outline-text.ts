// A plan's outline and its oddities as text: what `show` and `check` print and what the golden files hold.
import type { Plan } from './library.ts';
import type { Diagnostic, Heading, LineRange } from './model.ts';

const KIND_NAMES = { part: '篇', chapter: '章', section: '节', item: '条', appendix: '附件', box: '专栏' } as const;

/** One line a heading: source lines, indent by depth, label and title, id or `(编号为推断)`, number of clauses. */
export function outlineText(plan: Plan): string {
  const clauseCounts = new Map<number | null, number>();
  for (const { heading } of plan.clauses) clauseCounts.set(heading, (clauseCounts.get(heading) ?? 0) + 1);
  const lines = plan.headings.map((heading, index) => headingLine(plan, heading, index, clauseCounts.get(index) ?? 0));
  const preamble = plan.chapters.find((chapter) => chapter.kind === 'preamble');
  const opening = preamble
    ? [`${' '.repeat(LINE_WIDTH)}  ${preamble.num}  ${preamble.id}  ${clauseCounts.get(null) ?? 0} 段`]
    : [];
  return `${[titleLine(plan), figuresLine(plan), '', ...opening, ...lines].join('\n')}\n`;
}

/** What was dropped and why, then every diagnostic, each with its line. */
export function oddities(plan: Plan): string {
  const counts = new Map<string, number>();
  for (const { rule } of plan.diagnostics) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const summary = [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([rule, count]) => `${rule} ${count}`);
  return `${[
    titleLine(plan),
    summary.length > 0 ? summary.join(' · ') : '未见异常',
    '',
    ...droppedRuns(plan).map(droppedLine),
    '',
    ...plan.diagnostics.map((diagnostic) => diagnosticLine(plan, diagnostic)),
  ].join('\n')}\n`;
}

const LINE_WIDTH = 11;

const titleLine = ({ id, facts }: Plan): string => `${id} · ${facts.file} · ${facts.title}`;

function figuresLine({ headings, clauses }: Plan): string {
  const counts = Object.entries(KIND_NAMES).map(
    ([kind, name]) => [name, headings.filter((heading) => heading.kind === kind).length] as const,
  );
  return [...counts.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`), `条款 ${clauses.length}`].join(
    ' · ',
  );
}

function headingLine(plan: Plan, heading: Heading, index: number, clauses: number): string {
  const chapter = heading.chapter === null ? undefined : plan.chapters[heading.chapter];
  const id = chapter?.heading === index ? `  ${chapter.id}` : '';
  const theme = chapter?.heading === index && heading.chapter !== null ? plan.themes[heading.chapter] : null;
  const notes = `${id}${theme ? ` [${theme}]` : ''}${heading.inferred ? '  (编号为推断)' : ''}`;
  const title =
    heading.num.endsWith('、') || heading.title === '' ? heading.num + heading.title : `${heading.num} ${heading.title}`;
  return `${linesText(heading.lines)}  ${'  '.repeat(heading.depth)}${title}${notes}${clauses > 0 ? `  ${clauses} 段` : ''}`;
}

// Neighbouring lines dropped for one reason are one run: a printed table of contents is one line here, not 170.
function droppedRuns({ dropped, headings, clauses }: Plan): { lines: LineRange; reason: string; text: string; count: number }[] {
  const kept = [...headings, ...clauses].map(({ lines }) => lines[0]).sort((a, b) => a - b);
  let next = 0;
  const isKeptBetween = (after: number, before: number) => {
    while (next < kept.length && (kept[next] ?? 0) <= after) next += 1;
    return (kept[next] ?? before) < before;
  };
  const runs: { lines: LineRange; reason: string; text: string; count: number }[] = [];
  for (const { lines, reason, text } of dropped) {
    const last = runs.at(-1);
    const goesOn = last?.reason === reason && reason === 'contents' && !isKeptBetween(last.lines[1], lines[0]);
    if (last && goesOn) {
      runs.splice(-1, 1, { ...last, lines: [last.lines[0], lines[1]], count: last.count + 1 });
    } else runs.push({ lines, reason, text, count: 1 });
  }
  return runs;
}

function droppedLine({ lines, reason, text, count }: { lines: LineRange; reason: string; text: string; count: number }): string {
  const shown = [...text].length > 48 ? `${[...text].slice(0, 48).join('')}…` : text;
  return `${linesText(lines)}  ${reason.padEnd(12)}  ${shown}${count > 1 ? ` (共 ${count} 行)` : ''}`;
}

const diagnosticLine = ({ facts }: Plan, { line, rule, message }: Diagnostic): string =>
  `${facts.file}:${line}  ${rule}  ${message}`;

const linesText = ([first, last]: LineRange): string =>
  (first === last ? String(first) : `${first}-${last}`).padStart(LINE_WIDTH);
