import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { fateOf, isLockOwner } from '../../../src/corpus/lock-owner.ts';
import { createGuardedProcess, type FileTask } from '../../../src/corpus/readers/guarded-process.ts';
import type { ExaminationTask, ExaminedFile } from '../../../src/web/uploading/examine-file.ts';
import { temporaryFolders } from '../../support/seeds-folder.ts';

const { folderWith } = temporaryFolders();
const fileAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

describe('a process that is busy for ever', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'ends with the one that started it (%s)',
    async (signal) => {
      const path = join(folderWith({}), 'owner.json');
      const parent = fork(fileAt('../../support/busy-parent.ts'), [path], { execArgv: ['--import', 'tsx'] });
      const fate = async () => {
        const owner: unknown = JSON.parse(readFileSync(path, 'utf8'));
        return isLockOwner(owner) ? fateOf(owner) : 'unknown';
      };
      await expect.poll(() => existsSync(path), { timeout: 20_000 }).toBe(true);
      if ((await fate()) === 'unknown') return;
      expect(await fate()).toBe('alive');
      parent.kill(signal);
      await expect.poll(fate, { timeout: 20_000 }).toBe('dead');
    },
    60_000,
  );
});

describe('a process that ends before it has seen a file', () => {
  const falters = async (times: number): Promise<string> => {
    const folder = folderWith({ falters: String(times) });
    vi.stubEnv('FALTERS', join(folder, 'falters'));
    const program = fileAt('../../support/faltering-program.ts');
    const { run, close } = createGuardedProcess<FileTask, string>({ program });
    try {
      return await run({ path: join(folder, 'falters') });
    } finally {
      close();
      vi.unstubAllEnvs();
    }
  };

  it('is started again, and the file is not blamed', async () => {
    expect(await falters(2)).toBe('done');
  }, 60_000);

  it('again and again is said to have', async () => {
    await expect(falters(9)).rejects.toThrow('could not be started: it ended with SIGKILL');
  }, 60_000);
});

// Each of these kept the parser busy for minutes or made it run out of room while it looked at lines again and again. They are
// given as long as a file of a reader is given, and that is many times what they take.
const times = (count: number, lineOf: (at: number) => string): string =>
  Array.from({ length: count }, (_unused, at) => lineOf(at)).join('\n');
const SHAPES: Readonly<Record<string, string>> = {
  'numbers that count up again and again': times(60_000, (at) => String((at % 2) + 1)),
  'two lines in turn': times(160_000, (at) => (at % 2 === 0 ? '发' : '展')),
  'one chapter many times': times(50_000, () => '第一章 总'),
  'chapters that the contents list': `目录\n${times(40_000, (at) => `第一章 目标${at}……${at}`)}\n前言\n加快发展。\n${times(40_000, (at) => `第一章 目标${at}`)}`,
  'titles that come three times': times(90_000, (at) =>
    at % 2 === 0 ? '坚持以人民为中心推进共同富裕加快发展到二零三五年经济实力显著' : `标题${at % 30_000}`,
  ),
  'openings of tables': times(100_000, (at) => (at % 3 === 0 ? '序号' : at % 3 === 1 ? '5.7' : '甲')),
  'rows of a numbered table': `第一章 总则\n专栏1 指标\n名称\n数值\n${times(90_000, (at) => (at % 3 === 0 ? String(at / 3 + 1) : at % 3 === 1 ? `甲${at}` : '5.7'))}`,
  'wrapped paragraphs that open like items': `${times(50_000, () => '（一）坚持以人民为中心；推进共同富裕加快发展到二零三五年')}`,
  'notes on one page': `总则\f\n${times(100_000, () => '① 数据来源说明')}`,
  'pages that go on': times(80_000, () => '\f坚持以人民为中心，推进共同富裕加快发展到二零三五年经济实力显著增强加快发展'),
  'tags that never close': `第一章 总则\n加快发展。\n${'<'.repeat(1_500_000)}`,
  attachments: `第一章 总则\n加快发展。\n${times(90_000, (at) => (at % 2 === 0 ? `附件:1.指标${at}表` : `附件\n说明${at}`))}`,
};

describe('a text that no plan looks like', () => {
  const program = fileAt('../../../src/web/uploading/examine-child.ts');

  it.each(Object.keys(SHAPES))(
    'is examined within the time that a file is given: %s',
    async (name) => {
      const folder = folderWith({ 'plan.txt': `${SHAPES[name]}\n第一章 总则\n加快发展。\n` });
      const { run, close } = createGuardedProcess<ExaminationTask, ExaminedFile>({ program });
      try {
        const task = { path: join(folder, 'plan.txt'), fileName: 'plan.txt', textPath: join(folder, 'text') };
        expect((await run(task)).review.figures).toMatch(/^\d+章\d+节/u);
      } finally {
        close();
      }
    },
    60_000,
  );
});
