import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { prepareParts } from '../../src/cli/prepare.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();
const projectFolder = fileURLToPath(new URL('../../', import.meta.url));
const TEXT = '第一章 总则\n推动绿色低碳发展，建设充电设施。\n第二章 民生\n推进老旧小区改造，加装电梯。\n';

/** What a process has loaded after it has opened the index and answered questions that no literal match answers. */
const PROGRAM = `
  const { prepareEngine } = await import('./src/cli/prepare.ts');
  const lines = [];
  const output = { line: (text) => lines.push(text), error: (text) => lines.push(text), rewrite: null };
  const engine = await prepareEngine({ seedsDir: process.argv[1], indexDir: process.argv[2] }, output);
  const { askFor, requestOf } = await import('./src/web/search-state.ts');
  const found = [];
  for (const q of ['老旧小区怎么加装电梯', '如何建设充电设施']) found.push((await engine.search(requestOf(askFor(q)))).hits.length);
  const { createRequire } = await import('node:module');
  const modules = [...Object.keys(createRequire(import.meta.url).cache), ...process.report.getReport().sharedObjects];
  console.log(JSON.stringify({ lines, found, modules }));
`;

interface Opened {
  readonly lines: readonly string[];
  readonly found: readonly number[];
  readonly modules: readonly string[];
}

function open(seedsDir: string, indexDir: string): Opened {
  const args = ['--import', 'tsx', '--input-type=module', '-e', PROGRAM, seedsDir, indexDir];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: projectFolder, encoding: 'utf8' }));
}

const segmentersIn = ({ modules }: Opened): readonly string[] =>
  modules.filter((path) => /nodejieba\.node$|node_modules\/(?:nodejieba|jieba-wasm)\//.test(path));

describe('an index that fits', () => {
  it('is opened and asked without the segmenter that made it', () => {
    const [seedsDir, indexDir] = [folderWith({ 'a.txt': TEXT }), join(folderWith({}), 'index')];
    const built = open(seedsDir, indexDir);
    expect(built.lines.join('\n')).toContain('written to');
    expect(segmentersIn(built)).not.toEqual([]);
    const opened = open(seedsDir, indexDir);
    expect(opened.lines.join('\n')).toMatch(/is up to date: 1 plans, 2 clauses$/);
    expect(opened.found).toEqual(built.found);
    for (const hits of opened.found) expect(hits).toBeGreaterThan(0);
    expect(segmentersIn(opened)).toEqual([]);
  });

  it('brings facts, themes and plans as they are read from the seeds', async () => {
    const config = { seedsDir: join(projectFolder, 'seeds'), indexDir: join(folderWith({}), 'index') };
    const lines: string[] = [];
    const output = {
      line: (text: string) => void lines.push(text),
      error: (text: string) => void lines.push(text),
      rewrite: null,
    };
    const built = await prepareParts(config, output, { alwaysBuild: true });
    const opened = await prepareParts(config, output);
    expect(lines.at(-1)).toContain('is up to date');
    expect(opened.fingerprint).toBe(built.fingerprint);
    expect(opened.library.themes).toEqual(built.library.themes);
    expect(opened.library.plans.map((plan) => plan.facts)).toEqual(built.library.plans.map((plan) => plan.facts));
    expect(opened.library.clauses.map(({ clause }) => clause)).toEqual(built.library.clauses.map(({ clause }) => clause));
    const at = Math.floor(opened.library.clauses.length / 2);
    const placed = opened.library.clauses[at];
    // The same object by whichever way it is reached: pages look clauses up among those of their plan.
    expect(placed?.plan.clauses).toContain(placed?.clause);
    expect(opened.library.clauseById(placed?.clause.id ?? '')).toBe(placed);
  });
});
