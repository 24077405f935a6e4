import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutRadicals } from '../../../src/corpus/readers/radicals.ts';
import { readDocumentFile } from '../../../src/corpus/readers/read-document.ts';

describe('radicals in place of characters', () => {
  it('become the characters meant, one for one', () => {
    expect(withoutRadicals('第⼗五章 ⼈⺠⽣活，⻓江⻔⼾')).toEqual({ text: '第十五章 人民生活，长江门户', count: 7 });
    expect(withoutRadicals('推进经济社会发展')).toEqual({ text: '推进经济社会发展', count: 0 });
  });

  it('in a Traditional text become Traditional characters', () => {
    expect(withoutRadicals('⾨⼾', 'Hant').text).toBe('門戶');
  });

  it('are put right in any file, and the reader of it is told', async () => {
    const path = join(tmpdir(), `radicals-${process.pid}.txt`);
    writeFileSync(path, '第⼀章 总则\n推进⼈⺠⽣活改善。\n');
    const { lines, notes } = await readDocumentFile(path);
    expect(lines.map(({ text }) => text)).toEqual(['第一章 总则', '推进人民生活改善。']);
    expect(notes).toEqual(['部首字形（如 ⺠、⽬）4 处已换作通用字（民、目）']);
  });
});
