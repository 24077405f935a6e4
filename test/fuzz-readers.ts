// Feeds mutated files to the import: npx tsx test/fuzz-readers.ts [N] [SEED]. Each file must be taken in whole or refused with
// a cure, and leave the seeds folder as it was or with one more plan. A library that a file keeps busy is stopped.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../src/cli/command-line.ts';
import { IMPORT } from '../src/cli/command-lines.ts';
import { importPlan } from '../src/cli/import.ts';
import { declaredPlans, removePlan } from '../src/corpus/importing/seeds-folder.ts';
import { ReadError } from '../src/corpus/readers/document.ts';
import { createReaderProcess } from '../src/corpus/readers/read-guarded.ts';
import { randomFrom } from './support/drawn-queries.ts';
import { mutatedFile, type NamedFile, soundFiles } from './support/mutated-files.ts';

export interface FuzzResult {
  readonly imported: number;
  readonly refused: number;
  /** How many files each refusal was for, its file's own words taken out. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Files whose reading was stopped because it took too long or broke down: refused as well. */
  readonly stopped: readonly string[];
  /** What must not be: one line a file, with the seed that makes it again. */
  readonly wrong: readonly string[];
  readonly slowestMs: number;
}

/** A sound file of a few pages takes a twentieth of it. */
const PATIENCE_MS = 10_000;

export async function fuzzReaders(count: number, seed: number, onFile: (done: number) => void = () => {}): Promise<FuzzResult> {
  const folder = mkdtempSync(join(tmpdir(), 'plan-clause-fuzz-'));
  const reader = createReaderProcess({ patienceMs: PATIENCE_MS });
  const [seedsDir, files] = [join(folder, 'seeds'), join(folder, 'files')];
  try {
    const sound = await soundFiles();
    writeFileSync(join(folder, 'first.txt'), '第一章 总则\n推进经济社会发展。\n');
    const importOne = (path: string) =>
      importPlan(readArguments(IMPORT, [path, '--yes', '--id', 'p']), { seedsDir }, SILENT, (...args) => reader.read(...args));
    await importPlan(
      readArguments(IMPORT, [join(folder, 'first.txt'), '--yes', '--id', 'first']),
      { seedsDir },
      SILENT,
      (...args) => reader.read(...args),
    );
    const run = new FuzzRun(seedsDir, importOne);
    for (let number = 0; number < count; number += 1) {
      await run.take(mutatedFile(sound, randomFrom(seed + number)), files, seed + number);
      onFile(number + 1);
    }
    return run;
  } finally {
    reader.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const SILENT = { line: () => {}, error: () => {}, rewrite: null };

class FuzzRun implements FuzzResult {
  imported = 0;
  refused = 0;
  readonly refusals = new Map<string, number>();
  readonly stopped: string[] = [];
  readonly wrong: string[] = [];
  slowestMs = 0;
  readonly #seedsDir: string;
  readonly #importOne: (path: string) => Promise<number>;

  constructor(seedsDir: string, importOne: (path: string) => Promise<number>) {
    this.#seedsDir = seedsDir;
    this.#importOne = importOne;
  }

  async take({ name, bytes }: NamedFile, place: string, seed: number): Promise<void> {
    const path = `${place}-${name}`;
    writeFileSync(path, bytes);
    const before = snapshot(this.#seedsDir);
    const startedAt = performance.now();
    try {
      await this.#importOne(path);
      this.imported += 1;
      await this.#checkImported(name, seed);
    } catch (error) {
      this.refused += 1;
      this.#checkRefused(error, name, seed);
    }
    this.slowestMs = Math.max(this.slowestMs, performance.now() - startedAt);
    if (snapshot(this.#seedsDir) !== before) this.#report(name, seed, 'the folder is not as it was');
    rmSync(path);
  }

  async #checkImported(name: string, seed: number): Promise<void> {
    const [, plan, ...others] = await declaredPlans(this.#seedsDir);
    if (plan?.id !== 'p' || others.length > 0) this.#report(name, seed, 'the plan is not in the manifest');
    else if (readFileSync(join(this.#seedsDir, plan.file), 'utf8') === '') this.#report(name, seed, 'the text is empty');
    await removePlan(this.#seedsDir, 'p');
  }

  #checkRefused(error: unknown, name: string, seed: number): void {
    if (!(error instanceof ReadError)) {
      this.#report(name, seed, error instanceof Error ? (error.stack ?? error.message) : String(error));
      return;
    }
    if (!/; \S/u.test(error.message)) this.#report(name, seed, `no cure in “${error.message}”`);
    if (/broke down|could not be read within/u.test(error.message)) this.stopped.push(`${name}, seed ${seed}: ${error.message}`);
    const kind = error.message.replace(/^\S+/u, '').replace(/\(.*\)/u, '(…)');
    this.refusals.set(kind, (this.refusals.get(kind) ?? 0) + 1);
  }

  #report(name: string, seed: number, what: string): void {
    this.wrong.push(`${name}, seed ${seed}: ${what}`);
  }
}

// Names, sizes and the manifest's words: what an import may change.
function snapshot(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const named = entries.map(({ parentPath, name }) => `${join(parentPath, name)} ${statSync(join(parentPath, name)).size}`);
  return [...named.sort(), readFileSync(join(folder, 'plans.json'), 'utf8')].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const [count = 10_000, seed = 1] = process.argv.slice(2).map(Number);
  const startedAt = performance.now();
  const result = await fuzzReaders(count, seed, (done) => {
    if (done % 500 === 0) console.log(`${done} files, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  });
  console.log(`${result.imported} taken in, ${result.refused} refused, slowest ${result.slowestMs.toFixed(0)} ms`);
  for (const [refusal, times] of [...result.refusals].sort((a, b) => b[1] - a[1]))
    console.log(`${String(times).padStart(6)} ${refusal}`);
  for (const line of result.stopped) console.log(`stopped ${line}`);
  for (const line of result.wrong) console.log(`WRONG ${line}`);
  process.exitCode = result.wrong.length > 0 ? 1 : 0;
}
