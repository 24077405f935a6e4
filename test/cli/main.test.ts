import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { defaultFacts } from '../../src/corpus/manifest.ts';
import { seedsEngine } from '../served.ts';
import { ask, recordingOutput } from '../support/asking.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();
const seedsDir = fileURLToPath(new URL('../../seeds', import.meta.url));

/** What a user sees of a command, and its exit code. */
async function run(args: readonly string[], environment: NodeJS.ProcessEnv = { SEEDS_DIR: seedsDir }) {
  const output = recordingOutput();
  const code = await main(args, environment, output);
  return { code, lines: output.lines, text: output.lines.join('\n'), errors: output.errors.join('\n') };
}

const goldenOf = (plan: string, name: string): string =>
  readFileSync(new URL(`../golden/${plan}/${name}`, import.meta.url), 'utf8').trimEnd();

describe('show', () => {
  it('prints the outline of the plan named', async () => {
    const { code, text, errors } = await run(['show', 'huadu']);
    expect({ code, text, errors }).toEqual({ code: 0, text: goldenOf('huadu', 'outline.txt'), errors: '' });
  });

  it('prints the outlines of the plans named, in that order', async () => {
    expect((await run(['show', 'panyu', 'huadu'])).text).toBe(
      `${goldenOf('panyu', 'outline.txt')}\n\n${goldenOf('huadu', 'outline.txt')}`,
    );
  });

  it('prints all of them where none is named', async () => {
    const { text } = await run(['show']);
    for (const plan of ['zengcheng', 'huadu', 'panyu', 'xiangzhou', 'lianzhou'])
      expect(text).toContain(goldenOf(plan, 'outline.txt'));
  });

  it('of a plan that does not exist says which there are', async () => {
    const { code, text, errors } = await run(['show', 'tianhe']);
    expect(code).toBe(2);
    expect(text).toBe('');
    expect(errors).toContain('there is no plan tianhe; there are zengcheng, huadu, panyu, xiangzhou, lianzhou');
  });
});

describe('check', () => {
  it('prints what is odd in the plan named', async () => {
    const { code, text } = await run(['check', 'xiangzhou']);
    expect({ code, text }).toEqual({ code: 0, text: goldenOf('xiangzhou', 'odd.txt') });
  });

  it('of a folder that does not exist says the cure', async () => {
    const { code, errors } = await run(['check'], { SEEDS_DIR: join(seedsDir, 'nowhere') });
    expect(code).toBe(1);
    expect(errors).toMatch(/nowhere does not exist; set SEEDS_DIR to a folder with the plans$/);
  });
});

describe('audit', () => {
  it('prints each place with file, line and clause, then the totals', async () => {
    const { code, lines } = await run(['audit', '碳达峰']);
    expect(code).toBe(0);
    expect(lines).toEqual([
      expect.stringMatching(/^huadu\.txt:417 {2}huadu-7\.1\.3 {2}.*【碳达峰】/),
      expect.stringMatching(/^huadu\.txt:441 {2}huadu-7\.3\.1 {2}.*【碳达峰】/),
      expect.stringMatching(/^panyu\.txt:1350 {2}panyu-11\.2\.2 {2}.*【碳達峰】/),
      '3 places in 3 clauses of 2 plans; none in: 增城区、香洲区、连州市',
    ]);
  });

  it('prints headings apart, and a query that was mended', async () => {
    const { lines } = await run(['audit', '"放管服']);
    expect(lines).toContainEqual('huadu.txt:509  (heading, not counted)  一、深化“放管服”改革');
    expect(lines.at(-1)).toMatch(/^query repaired: .*引号/);
  });

  it('takes all that follows as one query', async () => {
    expect((await run(['audit', '碳', '达', '峰'])).lines.at(-1)).toContain('3 places in 3 clauses');
  });

  it.each(['创新', '城市 -城市更新', '5G', '.', '新能源', '"1"'])('counts as the search does: %s', async (q) => {
    const { total, occurrences, districts } = await ask(await seedsEngine(), q);
    expect((await run(['audit', q])).text).toContain(`${occurrences} places in ${total} clauses of ${districts} plans;`);
  });

  it('of nothing says how to ask', async () => {
    const { code, errors } = await run(['audit']);
    expect(code).toBe(2);
    expect(errors).toContain('npm run audit -- 碳达峰');
  });
});

describe('build', () => {
  it('builds and stores the index, whatever is stored, and says so', async () => {
    const seeds = folderWith({
      'p.txt': '第一章 总则\n推动碳达峰行动。\n',
      'vocabulary/terms.txt': '',
      'vocabulary/synonyms.json': '[]',
    });
    const environment = { SEEDS_DIR: seeds, INDEX_DIR: folderWith({}) };
    for (const _time of ['first', 'again']) {
      const { code, text } = await run(['build'], environment);
      expect(code).toBe(0);
      expect(text).toMatch(/Reading plans: 1 plans, 1 clauses, [\d.]+ s/);
      expect(text).toMatch(/Building the index: .*, [\d.]+ s/);
      expect(text).toContain(`Index: written to ${join(environment.INDEX_DIR, 'clauses.idx')}`);
    }
  });

  it('that cannot store the index fails, says why, and what to do, before it has built', async () => {
    const seeds = folderWith({ 'p.txt': '第一章 总则\n推动碳达峰行动。\n', 'vocabulary/synonyms.json': '[]' });
    const folder = folderWith({ file: 'not a folder' });
    const { code, errors, text } = await run(['build'], { SEEDS_DIR: seeds, INDEX_DIR: join(folder, 'file', 'index') });
    expect(code).toBe(1);
    expect(errors).toMatch(
      /^Index: could not be written to \S+ \(ENOTDIR[^\n]*\)\. Set INDEX_DIR to a folder that can be written$/,
    );
    expect(text).toBe('');
  });

  it('of seeds with a broken vocabulary fails with its name', async () => {
    const seeds = folderWith({ 'p.txt': '一段话。', 'vocabulary/synonyms.json': '[{}]' });
    const { code, errors } = await run(['build'], { SEEDS_DIR: seeds, INDEX_DIR: folderWith({}) });
    expect(code).toBe(1);
    expect(errors).toContain('vocabulary/synonyms.json: group 1');
  });
});

describe('remove', () => {
  const seedsOf = (...ids: string[]) =>
    folderWith({
      'plans.json': JSON.stringify(
        ids.map((id) => ({ ...defaultFacts(`${id}.txt`), id, district: `${id}县`, title: `${id}规划` })),
      ),
      ...Object.fromEntries(ids.map((id) => [`${id}.txt`, '第一章 总则\n推动碳达峰行动。\n'])),
    });
  const filesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.txt'));

  it('removes all plans that are named, once it is sure', async () => {
    const SEEDS_DIR = seedsOf('a', 'b', 'c');
    const asked = await run(['remove', 'a', 'c'], { SEEDS_DIR });
    expect(asked.code).toBe(1);
    expect(asked.text).toContain('a (a规划)');
    expect(asked.text).toContain('c (c规划)');
    expect(filesIn(SEEDS_DIR)).toEqual(['a.txt', 'b.txt', 'c.txt']);
    const done = await run(['remove', 'a', 'c', 'a', '--yes'], { SEEDS_DIR });
    expect({ code: done.code, lines: done.lines }).toEqual({
      code: 0,
      lines: [`a was removed from ${SEEDS_DIR}`, `c was removed from ${SEEDS_DIR}`],
    });
    expect(filesIn(SEEDS_DIR)).toEqual(['b.txt']);
  });

  it('removes nothing where one of those named is no plan', async () => {
    const SEEDS_DIR = seedsOf('a', 'b');
    const { code, errors } = await run(['remove', 'a', 'x', '--yes'], { SEEDS_DIR });
    expect(code).toBe(2);
    expect(errors).toContain('there is no plan x; there are a, b');
    expect(filesIn(SEEDS_DIR)).toEqual(['a.txt', 'b.txt']);
  });
});

describe('a command', () => {
  it.each([[], ['fly'], ['constructor'], ['--version'], ['SHOW']])(
    'that is none is answered with the list of them: %j',
    async (...args) => {
      const { code, errors, text } = await run(args);
      expect(code).toBe(2);
      expect(text).toBe('');
      expect(errors).toMatch(args.length === 0 ? /^no command given$/m : new RegExp(`^there is no command ${args[0]}$`, 'm'));
      for (const name of ['serve', 'build', 'show', 'check', 'audit']) expect(errors).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    },
  );

  const NAMES = ['serve', 'build', 'show', 'check', 'import', 'plans', 'remove', 'reparse', 'cluster', 'audit'];

  it.each(NAMES)('says how it is called to whoever asks, and does nothing: %s', async (name) => {
    const call = name === 'serve' ? 'npm start' : `npm run ${name}`;
    // Not even the configuration matters.
    const environment = { SEEDS_DIR: '/nowhere', PORT: 'http' };
    const asking = [
      [name, '--help'],
      [name, '-h'],
      ['help', name],
      ['--help', name],
    ];
    if (name !== 'audit') asking.push([name, 'help']);
    for (const args of asking) {
      const { code, text, errors } = await run(args, environment);
      expect({ code, errors }, args.join(' ')).toEqual({ code: 0, errors: '' });
      expect(text).toMatch(new RegExp(`^usage: ${call}(?: -- .*)?\n`));
    }
  });

  it.each(['--help', '-h', 'help'])('that is %s lists them all', async (word) => {
    const { code, text, errors } = await run([word]);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    for (const name of NAMES) expect(text).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });

  it.each(NAMES)('refuses an option that it does not have, and says how it is called: %s', async (name) => {
    for (const option of ['--bogus', '-x', '--__proto__', '--bogus=1']) {
      const { code, text, errors } = await run([name, option]);
      expect({ code, text }, option).toEqual({ code: 2, text: '' });
      expect(errors).toContain(`there is no option ${option.replace('=1', '')}`);
      expect(errors).toMatch(/^usage: npm /m);
    }
  });

  it.each(
    ['serve', 'build', 'plans']
      .map((name) => [name, 'x'])
      .concat([
        ['import', 'a.txt', 'b.txt'],
        ['cluster', 'status', 'x'],
      ]),
  )('refuses an argument too many: %s %s %s', async (...args) => {
    const { code, text, errors } = await run(args.filter((arg) => arg !== undefined));
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(errors).toMatch(/^there is nothing to be done with "[^"]+"\nusage: npm /);
  });

  it.each([
    [['import'], 'FILE is missing'],
    [['remove', '--yes'], 'ID … is missing'],
    [['import', 'a.txt', '--id'], '--id needs a value: --id ID'],
    [['import', 'a.txt', '--id', '--yes'], '--id needs a value: --id ID'],
    [['import', 'a.txt', '--yes=no'], '--yes takes no value'],
    [['cluster', 'fly'], 'cluster does not know fly; it knows index, status, verify, drop-old'],
    [['cluster', 'status', '--anew'], '--shards, --replicas and --anew are for index, not for status'],
    [['cluster', 'index', '--shards', '-1'], '--shards is a number from 1 to 1024, not -1'],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, text, errors } = await run(args, { SEEDS_DIR: seedsDir, OPENSEARCH_URL: 'http://localhost:1' });
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(errors).toContain(message);
  });

  it('takes what follows two dashes, or begins with a dash and a Chinese character, for no option', async () => {
    expect((await run(['audit', '--', '--help'])).code).toBe(0);
    const [split, quoted] = [await run(['audit', '城市', '-城市更新']), await run(['audit', '城市 -城市更新'])];
    expect(split.code).toBe(0);
    expect(split.lines.at(-1)).toMatch(/^[1-9]\d* places in/);
    expect(split.text).toBe(quoted.text);
    expect((await run(['show', '-花都'])).errors).toContain('there is no plan -花都; there are');
  });

  it('under a configuration that cannot be used fails before it starts', async () => {
    const { code, errors, text } = await run(['show'], { SEEDS_DIR: seedsDir, PORT: 'http' });
    expect(code).toBe(2);
    expect(text).toBe('');
    expect(errors).toMatch(/^PORT="http" cannot be used; give a port number/);
  });
});
