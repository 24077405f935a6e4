// What the readers of files say of one that they cannot read, in a reader's words: what is the matter, and what to do.

export interface Refusal {
  readonly wrong: string;
  readonly cure: string;
}

const FETCH = '请到原网站重新下载。';
const AS_TEXT = '请在原来的程序里另存为文本文件（.txt），再上传。';
const UNPACK = '请解开压缩包，上传里面的文件。';
const RECOGNISE = '本站不认图片上的字。请找文字版，或先用文字识别（OCR）软件转成文字。';
const UNLOCK = '请用密码打开，去掉密码另存一份，再上传。';
const FROM_WORD = '请在 Word 里打开，另存为 .docx，再上传。';

/** In the order in which they are tried; the words are those of `src/corpus/readers`. */
const WORDS: readonly (readonly [said: RegExp, wrong: string, cure: string])[] = [
  [/ is empty;/u, '文件是空的', FETCH],
  [/ is an? (?:PNG|JPEG|GIF|TIFF|WebP|BMP) picture/u, '这是图片，不论文件名怎么写', RECOGNISE],
  [/ it is a scan;/u, '这是扫描件，只有图，没有文字', RECOGNISE],
  [/ is an RTF file/u, '这是 RTF 文件', FROM_WORD],
  [/ is a spreadsheet/u, '这是电子表格', AS_TEXT],
  [/ is a presentation/u, '这是演示文稿', AS_TEXT],
  [/ is an OFD file/u, '这是 OFD 文件', '请在 OFD 阅读器里另存为 PDF 或文本，再上传。'],
  [/ is an OpenDocument file/u, '这是 OpenDocument 文件', '请另存为 .docx，再上传。'],
  [/ is an EPUB book/u, '这是 EPUB 电子书', AS_TEXT],
  [/ is a CAJ file/u, '这是 CAJ 文件', '请在 CAJ 阅读器里打印成 PDF，再上传。'],
  [/ is a (?:RAR|7z|gzip) archive/u, '这是压缩包', UNPACK],
  [/ is a program/u, '这是程序，不是文档', FETCH],
  [
    / is a zip archive, or a damaged \.docx/u,
    '这是压缩包，或是损坏的 .docx',
    '请解开压缩包，上传里面的文件；本是 .docx 的，请重新下载。',
  ],
  [/ would unpack to more than/u, '文件解开后大得不像一部规划', '请在 Word 里删去图片再上传，或另存为文本文件（.txt）。'],
  [/ is encrypted; open it in Word/u, '文件加了密', UNLOCK],
  [/ is encrypted/u, '文件加了密', '请用密码打开，打印成没有密码的新 PDF，再上传。'],
  [/ is no PDF, although/u, '文件名说是 PDF，内容却不是', FETCH],
  [/ is no Word file, although/u, '文件名说是 Word 文件，内容却不是', FETCH],
  [/ is no text, or in an encoding/u, '不是文本文件，或者编码认不出来', '请另存为 UTF-8 编码的文本文件，再上传。'],
  [
    / holds hardly any text: the page/u,
    '网页里几乎没有文字，正文可能要打开网页后才载入',
    '请在浏览器里打开，另存为完整网页，或把文字复制成文本文件，再上传。',
  ],
  [/ pages; at most (\d+) are read/u, '页数太多', '请分成几个文件。'],
  [/ cannot be read as a PDF/u, 'PDF 已损坏', FETCH],
  [/ cannot be read as a Word file/u, 'Word 文件读不出来', FROM_WORD],
  [/ cannot be unpacked/u, '文件已损坏，解不开', '请重新下载，或在 Word 里打开另存一份，再上传。'],
  [/ is damaged: its parts/u, '文件已损坏', FETCH],
  [/ could not be read within/u, '读这个文件花的时间太长', AS_TEXT],
  [/ broke down;/u, '文件损坏或太大，读它的程序中途停了', AS_TEXT],
  [/ holds no clause,/u, '文件里只有标题，没有条文', '请打开看看是什么，或重新下载。'],
  [/ holds no text;/u, '文件里没有文字', '请打开看看是什么，或重新下载。'],
  [/ MB any plan needs/u, '文件太大', '请删去图片，或另存为文本文件（.txt），再上传。'],
];

/** Every file that cannot be read has a cure, a kind that is new to this table too. */
export function refusalOf(message: string): Refusal {
  const [, wrong, cure] = WORDS.find(([said]) => said.test(message)) ?? [];
  return { wrong: wrong ?? '这个文件读不出来', cure: cure ?? AS_TEXT };
}

/** Whether the table has words for a message. */
export const isForeseen = (message: string): boolean => WORDS.some(([said]) => said.test(message));
