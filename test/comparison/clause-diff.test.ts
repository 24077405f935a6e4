import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { diffAgainst } from '../../src/comparison/clause-diff.ts';
import type { Library } from '../../src/corpus/library.ts';
import type { Analyser } from '../../src/text/analyze.ts';
import { fold } from '../../src/text/fold.ts';
import { check } from '../support/properties.ts';
import { fivePlans } from './corpus.ts';

let library: Library;
let analyser: Analyser;

beforeAll(async () => {
  const corpus = await fivePlans();
  library = corpus.library;
  analyser = corpus.index.analyser;
});

const textOf = (id: string): string => library.clauseById(id)?.clause.text ?? '';
const byCharacter = { words: (text: string) => [...text] };

describe('a clause against a reference', () => {
  it('marks what is its own, whatever the script of either', () => {
    const segments = diffAgainst(textOf('huadu-1.4.6'), textOf('zengcheng-2.2.5'), analyser);
    // Two shared pieces in a row: between them the reference says more.
    expect(segments.map(({ kind }) => kind)).toEqual(['shared', 'own', 'shared', 'shared']);
    expect(segments[1]?.text).toBe('主動融入大局,加固強項、加強弱項、加長短板');
  });

  it('is all shared with itself, and with itself in the other script', () => {
    expect(diffAgainst('加强生态环境保护。', '加強生態環境保護。', analyser)).toEqual([
      { kind: 'shared', text: '加強生態環境保護。' },
    ]);
    expect(diffAgainst('的', '的', analyser)).toEqual([{ kind: 'shared', text: '的' }]);
  });

  it('does not call scraps of grammar shared', () => {
    const segments = diffAgainst('推进养老服务的改革', '推进城市更新的工程', analyser);
    expect(segments).toEqual([{ kind: 'own', text: '推进城市更新的工程' }]);
  });

  it('is all its own against an empty reference, and nothing where it is empty', () => {
    expect(diffAgainst('', '发展绿色金融', analyser)).toEqual([{ kind: 'own', text: '发展绿色金融' }]);
    expect(diffAgainst('发展绿色金融', '', analyser)).toEqual([]);
  });

  it('joins to the text for neighbours in all plans', () => {
    for (const [at, { clause }] of library.clauses.entries()) {
      if (at % 40 > 0) continue;
      const reference = library.clauses[(at + 300) % library.clauses.length]?.clause.text ?? '';
      expect(
        diffAgainst(reference, clause.text, analyser)
          .map(({ text }) => text)
          .join(''),
      ).toBe(clause.text);
    }
  });
});

describe('any two texts', () => {
  const text = fc
    .array(fc.constantFrom('碳', '達', '达', '峰', '，', '绿', '色', '5G', '。'), { maxLength: 20 })
    .map((words) => words.join(''));

  it('give segments that join to the text, none empty, the shared ones standing in the reference', () => {
    check([text, text], (reference, own) => {
      const segments = diffAgainst(reference, own, byCharacter);
      expect(segments.map((segment) => segment.text).join('')).toBe(own);
      for (const segment of segments) {
        expect(segment.text).not.toBe('');
        if (segment.kind === 'shared') expect(fold(reference)).toContain(fold(segment.text));
      }
    });
  });

  it('give one shared segment where they are the same', () => {
    check([text], (same) => {
      expect(diffAgainst(same, same, byCharacter)).toEqual(same === '' ? [] : [{ kind: 'shared', text: same }]);
    });
  });
});
