import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareEngine } from '../../src/cli/prepare.ts';
import { indexFile } from '../../src/indexing/store.ts';
import type { SearchEngine } from '../../src/search/engine.ts';
import { ask, recordingOutput } from '../support/asking.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();
const seedsDir = fileURLToPath(new URL('../../seeds', import.meta.url));

// Words of one character to whole slogans, in both scripts, in headings only, misspelt, nowhere, with every operator.
const QUERIES = [
  ...[
    '碳达峰',
    '碳達峰',
    '碳 达 峰',
    '2035年',
    '放管服',
    '着力',
    '香洲区',
    '区块链',
    '数字经济',
    '粤港澳大湾区',
    '知识城',
    '侨梦苑',
  ],
  ...[
    '养老',
    '老旧小区怎么加装电梯',
    '5G',
    'PM2.5',
    'RCEP',
    '乡村振兴 产业',
    '绿色金融|碳交易',
    '海绵城市 -建设',
    '创新 NEAR/10 人才',
  ],
  ...['"一核一带一区"', '的', '没有的词语', '新能源汽车', '营商环境 改革 开放', '城中村', '托育', '营商环竟', 'smart'],
];

describe('an index that was built, one that was read, and one that was built again', () => {
  const [folder, other] = [folderWith({}), folderWith({})];
  let built: SearchEngine;
  let restored: SearchEngine;
  const said = recordingOutput();

  beforeAll(async () => {
    built = await prepareEngine({ seedsDir, indexDir: folder }, said);
    restored = await prepareEngine({ seedsDir, indexDir: folder }, said);
    await prepareEngine({ seedsDir, indexDir: other }, said);
  });

  it('are said to be what they are', () => {
    expect(said.lines.filter((line) => line.startsWith('Index: '))).toEqual([
      `Index: written to ${indexFile(folder)}`,
      `Index: ${indexFile(folder)} is up to date: 5 plans, 1193 clauses`,
      `Index: written to ${indexFile(other)}`,
    ]);
  });

  it('are the same bytes', () => {
    expect(readFileSync(indexFile(other)).equals(readFileSync(indexFile(folder)))).toBe(true);
  });

  it.each(QUERIES)('give the same answer to %s', async (q) => {
    const answers = await Promise.all([built, restored].map((engine) => ask(engine, q, { limit: 100 })));
    const [one, two] = answers.map(({ tookMs: _tookMs, ...answer }) => answer);
    expect(two).toEqual(one);
  });
});

describe('an index on a damaged file', () => {
  it('is built anew, and the reader is told why', async () => {
    const folder = folderWith({ 'clauses.idx': 'half a file' });
    const small = folderWith({
      'p.txt': '第一章 总则\n推动碳达峰行动。\n',
      'vocabulary/synonyms.json': '[]',
      'vocabulary/terms.txt': '',
    });
    const said = recordingOutput();
    const engine = await prepareEngine({ seedsDir: small, indexDir: folder }, said);
    expect(said.lines.join('\n')).toContain('the stored one is damaged');
    expect((await ask(engine, '碳达峰')).total).toBe(1);
  });

  it('on a folder that cannot be written is used without being stored, and the reader is told the cure', async () => {
    const small = folderWith({
      'p.txt': '第一章 总则\n推动碳达峰行动。\n',
      'vocabulary/synonyms.json': '[]',
      'vocabulary/terms.txt': '',
    });
    const said = recordingOutput();
    const engine = await prepareEngine({ seedsDir: small, indexDir: `${small}/p.txt` }, said);
    expect(said.lines.join('\n')).toMatch(/could not be written to .*Set INDEX_DIR to a folder that can be written/);
    expect((await ask(engine, '碳达峰')).total).toBe(1);
  });
});
