import { describe, expect, it } from 'vitest';
import { fileKindOf } from '../../../src/corpus/readers/file-kind.ts';
import { readHtml } from '../../../src/corpus/readers/html-reader.ts';
import { cleanText } from '../../../src/text/clean.ts';
import { encode } from '../../support/encodings.ts';
import { SAMPLE_LINES, SAMPLE_TITLE } from '../../support/plan-sample.ts';

const read = (html: string) => readHtml(encode(html, 'utf-8'), 'plan.html');
const linesOf = (html: string) => read(html).lines.map(({ text }) => text.trim());
const paragraphs = SAMPLE_LINES.map((line) => `<p style="text-indent:2em">${line}</p>`).join('\n');

const MENU = `<ul class="menu">${['首页', '政务公开', '政务服务', '互动交流'].map((name) => `<li><a href="/${name}">${name}</a></li>`).join('')}</ul>`;
const RELATED = `<div class="related"><h3>相关链接</h3><ul>${Array.from({ length: 30 }, (_unused, at) => `<li><a href="/${at}.html">苏南市人民政府关于印发第${at}号文件实施方案的通知</a></li>`).join('')}</ul></div>`;
const FOOTER = '<div class="footer"><p>主办：苏南市人民政府办公室</p><p>苏ICP备05000000号 网站标识码3200000000</p></div>';

/** A page as a city's site has it, the document in the middle. */
const page = (content: string, head = '') =>
  `<!doctype html><html><head><meta charset="utf-8"><title>苏南市“十五五”规划_苏南市人民政府</title>${head}<style>p{}</style></head>
  <body><script>var a = "不是正文的文字不是正文的文字不是正文";</script><div id="top">${MENU}</div>
  <div class="wrap"><div class="article"><h1>${SAMPLE_TITLE}</h1><div class="content">${content}</div></div>${RELATED}</div>${FOOTER}</body></html>`;

describe('a page of a government site', () => {
  it('gives the document, without menus, related links and footer', () => {
    expect(linesOf(page(paragraphs))).toEqual(SAMPLE_LINES);
  });

  it('gives a title as one line that is broken by hand inside its paragraph', () => {
    const broken = `<p><b>第四章 锚定发展目标<br>奋力谱写新篇章</b></p><p>第五章 总则<br>推进各项工作落地见效。</p><p>一、目标<br>二、任务</p>`;
    expect(linesOf(page(paragraphs + broken)).slice(SAMPLE_LINES.length)).toEqual([
      '第四章 锚定发展目标 奋力谱写新篇章',
      '第五章 总则',
      '推进各项工作落地见效。',
      '一、目标',
      '二、任务',
    ]);
  });

  it('gives the document where a word processor has cut it into a span for every few characters', () => {
    const cut = (line: string) => (line.match(/.{1,4}/gu) ?? []).map((piece) => `<span lang="EN-US">${piece}</span>`).join('');
    expect(linesOf(page(SAMPLE_LINES.map((line) => `<p>${cut(line)}</p>`).join('')))).toEqual(SAMPLE_LINES);
  });

  it('gives its title, that of the document before that of the page', () => {
    expect(read(page(paragraphs)).title).toBe('苏南市“十五五”规划_苏南市人民政府');
    expect(read(page(paragraphs, `<meta name="ArticleTitle" content="${SAMPLE_TITLE}">`)).title).toBe(SAMPLE_TITLE);
  });

  it('that declares gb2312 is read, and so is one that declares something else than it is', () => {
    const html = page(paragraphs).replace('utf-8', 'gb2312');
    expect(readHtml(encode(html, 'gb18030'), 'plan.html').lines.map(({ text }) => text.trim())).toEqual(SAMPLE_LINES);
    expect(readHtml(encode(html, 'utf-8'), 'plan.html').lines.map(({ text }) => text.trim())).toEqual(SAMPLE_LINES);
  });

  it('may have the whole document in one block, with <br> between the paragraphs', () => {
    expect(linesOf(page(`<div>${SAMPLE_LINES.map((line) => `　　${line}`).join('<br>')}</div>`))).toEqual(SAMPLE_LINES);
  });

  it('may have the whole document in one block, with line breaks that do the work', () => {
    expect(linesOf(page(`<div>${SAMPLE_LINES.join('\n\t\t')}</div>`))).toEqual(SAMPLE_LINES);
    expect(linesOf(page(`<pre>${SAMPLE_LINES.slice(0, 6).join('\n')}</pre>`))).toEqual(SAMPLE_LINES.slice(0, 6));
  });

  it('may break the source of a paragraph anywhere', () => {
    const [line = ''] = SAMPLE_LINES.slice(3);
    const broken = `<p>\n\t\t${line.slice(0, 10)}\n\t\t<span>${line.slice(10)}</span>\n</p>`;
    const html = page(paragraphs.replace(`<p style="text-indent:2em">${line}</p>`, broken));
    expect(linesOf(html).map(cleanText)).toEqual(SAMPLE_LINES.map(cleanText));
  });

  it('may be arranged by tables', () => {
    const html = `<html><body><table><tr><td>${MENU}</td><td><table><tr><td><p>${SAMPLE_TITLE}</p></td></tr><tr><td>${paragraphs.repeat(3)}</td></tr></table></td></tr><tr><td colspan="2">${FOOTER}</td></tr></table></body></html>`;
    const lines = linesOf(html);
    expect(lines).toEqual(expect.arrayContaining([...SAMPLE_LINES]));
    expect(lines.filter((line) => line.includes('\t'))).toEqual([]);
  });

  it('with text that nobody sees is read without it, and says so', () => {
    const { lines, notes } = read(page(`${paragraphs}<div style="display: none">博彩官网入口最新地址开户送彩金欢迎光临</div>`));
    expect(lines.some(({ text }) => text.includes('博彩'))).toBe(false);
    expect(notes).toEqual(['略去网页中隐藏的文字 19 字']);
  });

  it('whose document a script would show is read', () => {
    expect(linesOf(`<html><body><div style="display:none">${paragraphs}</div></body></html>`)).toEqual(SAMPLE_LINES);
  });

  it('that loads its text by script is refused with the cure', () => {
    expect(() => read(page('<div id="app"></div>'))).toThrow(
      /plan\.html holds hardly any text: the page may load it by script; open it in a browser/,
    );
    expect(() => read('<html><body><script>load()</script></body></html>')).toThrow(/hardly any text/);
  });
});

describe('a table on a page', () => {
  const table = (rows: string) => linesOf(page(`${paragraphs}<table>${rows}</table>`)).slice(SAMPLE_LINES.length);

  it('is a line a row, a tab between the cells', () => {
    expect(table('<tr><th>指标</th><th>2025年</th></tr><tr><td>常住人口</td><td><p>120</p></td></tr>')).toEqual([
      '指标\t2025年',
      '常住人口\t120',
    ]);
  });

  it('keeps each cell in its column where others span rows and columns', () => {
    expect(
      table(
        '<tr><td rowspan="2">经济</td><td>产值</td><td>5</td></tr><tr><td>投资</td><td>6</td></tr><tr><td colspan="2">合计</td><td>11</td></tr>',
      ),
    ).toEqual(['经济\t产值\t5', '投资\t6', '合计\t\t11']);
  });

  it('that is a box has a line a paragraph', () => {
    expect(table('<tr><td><p>专栏1 重大工程</p></td></tr><tr><td><p>1.产业园。</p><p>2.科技城。</p></td></tr>')).toEqual([
      '专栏1 重大工程',
      '1.产业园。',
      '2.科技城。',
    ]);
  });

  it('with spans of a billion cells is read', () => {
    expect(table('<tr><td colspan="999999999" rowspan="999999999">甲</td><td>乙</td></tr>')[0]).toMatch(/^甲\t+乙$/u);
  });
});

describe('what is a page', () => {
  it('shows in its first bytes, whatever its name', () => {
    expect(fileKindOf(encode('<!DOCTYPE html><html>', 'utf-8'), 'plan.txt')).toBe('html');
    expect(fileKindOf(encode('<!DOCTYPE html><html>', 'utf-16le', { mark: true }), 'plan.doc')).toBe('html');
  });

  it('is no Markdown file that has a block of HTML in it', () => {
    expect(fileKindOf(encode('# 规划\n<div align="center">图</div>', 'utf-8'), 'plan.md')).toBe('text');
  });

  it('may have tens of thousands of elements side by side, or a thousand inside each other', () => {
    const many = Array.from({ length: 30_000 }, (_unused, at) => `<p>第${at}段，推动经济社会发展。</p>`).join('');
    const startedAt = performance.now();
    expect(linesOf(`<html><body>${many}</body></html>`)).toHaveLength(30_000);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(linesOf(`<html><body>${'<div>'.repeat(1000)}${paragraphs}${'</div>'.repeat(1000)}</body></html>`)).toEqual(
      SAMPLE_LINES,
    );
  });
});
