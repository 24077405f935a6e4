// A kill while plans are taken in or out, at whatever moment: the seeds folder is as it was, or as it was to become.
// More kills by hand: KILLS=100 npx vitest run --config test/vitest.config.ts test/cli/import-faults.test.ts
import { mkdirSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareEngine } from '../../src/cli/prepare.ts';
import { addPlan, declaredPlans } from '../../src/corpus/importing/seeds-folder.ts';
import { type PlanFacts, parseManifest } from '../../src/corpus/manifest.ts';
import { ask, recordingOutput } from '../support/asking.ts';
import { randomFrom } from '../support/drawn-queries.ts';
import type { Random } from '../support/mutated-files.ts';
import { FACTS, temporaryFolders } from '../support/seeds-folder.ts';
import { serverProcesses } from '../support/server-process.ts';

const { folderWith } = temporaryFolders();
const { start } = serverProcesses();

const KILLS = Number(process.env['KILLS'] ?? 3);

const linesWith = (clauses: number): string[] => [
  '第一章 总则',
  ...Array.from({ length: clauses }, (_unused, index) => `第${index}项，推动碳达峰行动。`),
];
const textWith = (clauses: number): string => `${linesWith(clauses).join('\n')}\n`;

const VOCABULARY = { 'vocabulary/terms.txt': '碳达峰\n', 'vocabulary/synonyms.json': '[]' };
const CLAUSES: Readonly<Record<string, number>> = { huadu: 7, new: 300 };

// The page is far larger than its text, so that writing it as the original takes a while.
const PAGE = folderWith({
  'page.html': `<!doctype html><meta charset="utf-8"><!-- ${'填'.repeat(700_000)} --><p>${linesWith(300).join('</p>\n<p>')}</p>`,
});

const onePlan = (): string => folderWith({ 'huadu.txt': textWith(7), ...VOCABULARY });
const onePlanDeclared = (): string =>
  folderWith({ 'plans.json': JSON.stringify([FACTS]), 'huadu.txt': textWith(7), ...VOCABULARY });

async function twoPlans(): Promise<string> {
  const folder = onePlanDeclared();
  const facts = { ...factsOf('new'), provenance: { capturedAs: 'page.html', note: 'Made for a test.', original: 'new.html' } };
  await addPlan(folder, { facts, text: textWith(300), original: readFileSync(join(PAGE, 'page.html')) });
  return folder;
}

function factsOf(id: string): PlanFacts {
  const [facts] = parseManifest([{ ...FACTS, id, file: `${id}.txt` }], 'a test');
  if (!facts) throw new Error('a manifest of one plan holds no plan');
  return facts;
}

const IMPORT = ['import', join(PAGE, 'page.html'), '--id', 'new', '--district', '某县', '--yes'];

const CHANGES = [
  { change: 'taken in where no plan is declared', seeds: onePlan, command: IMPORT },
  { change: 'taken in beside a declared one', seeds: onePlanDeclared, command: IMPORT },
  { change: 'taken out', seeds: twoPlans, command: ['remove', 'new', '--yes'] },
];

/** The files of the plans that a folder declares, with what is in them. */
async function planFiles(folder: string): Promise<Record<string, string>> {
  const files = (await declaredPlans(folder)).flatMap(({ file, provenance }) =>
    provenance?.original === undefined ? [file] : [file, join('originals', provenance.original)],
  );
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Every file below a folder that is no vocabulary and no manifest, by its path. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => file !== 'plans.json' && !file.startsWith('vocabulary'));

/** Runs a command on a folder; kills it after a time, or at an event in the folder, of which its lock causes the first. */
async function runKilled(folder: string, command: readonly string[], moment: { ms: number } | { event: number }): Promise<void> {
  mkdirSync(join(folder, 'originals'), { recursive: true });
  const { process: victim, exit } = start({ SEEDS_DIR: folder }, ...command);
  let events = 0;
  const watchers = [folder, join(folder, 'originals')].map((place) =>
    watch(place, () => {
      events += 1;
      if ('event' in moment && events === moment.event) victim.kill('SIGKILL');
    }),
  );
  const timer = setTimeout(() => victim.kill('SIGKILL'), 'ms' in moment ? moment.ms : 60_000);
  await exit;
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
}

// Most kills while the folder is changed, which is a few milliseconds of the run and about sixteen events; some at any moment.
const momentOf = (kill: number, random: Random, runMs: number) =>
  kill % 4 === 3 ? { ms: random() * runMs } : { event: 1 + Math.floor(random() * 16) };

describe.each(CHANGES)('a kill while a plan is $change', ({ seeds, command }) => {
  it('leaves all of it or nothing, and the next change clears up what lies about', {
    timeout: 60_000 + KILLS * 20_000,
  }, async () => {
    const random = randomFrom(Number(process.env['FC_SEED'] ?? 1));
    const whole = await seeds();
    const filesBefore = await planFiles(whole);
    const startedAt = performance.now();
    expect(await start({ SEEDS_DIR: whole }, ...command).exit).toBe(0);
    const runMs = performance.now() - startedAt;
    const filesAfter = await planFiles(whole);
    expect(filesBelow(whole).sort()).toEqual(Object.keys(filesAfter).sort());
    expect(filesAfter).not.toEqual(filesBefore);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const folder = await seeds();
      await runKilled(folder, command, momentOf(kill, random, runMs));
      const plans = await declaredPlans(folder);
      const files = await planFiles(folder);
      expect(files).toEqual(Object.keys(files).length === Object.keys(filesAfter).length ? filesAfter : filesBefore);
      const engine = await prepareEngine({ seedsDir: folder, indexDir: folderWith({}) }, recordingOutput());
      const total = plans.reduce((sum, { id }) => sum + (CLAUSES[id] ?? 0), 0);
      expect((await ask(engine, '碳达峰')).total).toBe(total);
      await addPlan(folder, { facts: factsOf('next'), text: textWith(1), original: Buffer.of() });
      expect(filesBelow(folder).sort()).toEqual([...Object.keys(files), 'next.txt'].sort());
    }
  });
});
