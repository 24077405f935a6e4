import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/cli/output.ts';
import { recordingOutput } from '../support/asking.ts';

describe('progress', () => {
  it('is a line at each quarter where the output is no terminal, and a summary with the time', () => {
    const output = recordingOutput();
    const progress = createProgress(output, 'Building');
    for (let done = 1; done <= 40; done += 1) progress.step(done, 40);
    progress.done('40 clauses');
    expect(output.lines).toEqual([
      'Building: 25 %',
      'Building: 50 %',
      'Building: 75 %',
      expect.stringMatching(/^Building: 40 clauses, \d+\.\d s$/),
    ]);
  });

  it('of work without steps is the summary alone', () => {
    const output = recordingOutput();
    createProgress(output, 'Reading').step(0, 0);
    createProgress(output, 'Reading').done('nothing');
    expect(output.lines).toEqual([expect.stringMatching(/^Reading: nothing, /)]);
  });

  it('is a bar on a terminal, wiped before the summary', () => {
    const rewritten: string[] = [];
    const output = { ...recordingOutput(), rewrite: (text: string) => void rewritten.push(text) };
    const progress = createProgress(output, 'Building');
    progress.step(1, 2);
    progress.step(2, 2);
    progress.done('2 clauses');
    expect(rewritten[0]).toBe('Building [############............]  50 %');
    expect(rewritten.at(-1)).toBe('');
  });
});
