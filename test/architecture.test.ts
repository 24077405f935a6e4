// The shape of the program, as rules: which folder may use which, which library comes in where, who touches the disk.
// Each rule is a table; a change of the shape is a change of a line here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const projectFolder = fileURLToPath(new URL('../', import.meta.url));

/** From left to right: a file imports from its own folder and from folders before it. */
const LAYERS = ['text', 'corpus', 'indexing', 'search', 'cluster', 'comparison', 'web', 'cli'];

/** Each library and the files that may import it. A folder stands for all its files. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  nodejieba: ['src/text/segment.ts'],
  'jieba-wasm': ['src/text/segment.ts'],
  'opencc-js': ['src/text/simplify.ts', 'src/text/script.ts'],
  'pinyin-pro': ['src/text/pinyin.ts'],
  // File formats come in through the readers, each format through one of them.
  cheerio: ['src/corpus/readers/'],
  domhandler: ['src/corpus/readers/'],
  chardet: ['src/corpus/readers/'],
  mammoth: ['src/corpus/readers/'],
  'word-extractor': ['src/corpus/readers/'],
  'pdfjs-dist': ['src/corpus/readers/'],
  minisearch: ['src/search/word-index.ts'],
  'fastest-levenshtein': ['src/search/near-miss.ts'],
  '@opensearch-project/opensearch': ['src/cluster/connection.ts'],
  diff: ['src/comparison/clause-diff.ts'],
  docx: ['src/web/export-docx.ts'],
  ejs: ['src/web/templates.ts'],
  compression: ['src/web/compress.ts'],
  helmet: ['src/web/headers.ts'],
  'express-rate-limit': ['src/web/rate-limit.ts'],
  'prom-client': ['src/web/metrics.ts'],
  pino: ['src/cli/log.ts'],
  chokidar: ['src/cli/watch-seeds.ts'],
  multer: ['src/web/uploading/receive-form.ts'],
  // Untrusted data is checked once, where it comes in: with this where loading it need not be waited for.
  // The API's description states the shapes of the answers with it, and the tests hold the real answers against them.
  zod: ['src/corpus/manifest.ts', 'src/corpus/themes.ts', 'src/web/'],
  // The application is made in one file; the others know requests and responses by their types alone.
  express: ['src/web/'],
};

/** The modules of Node that reach outside the process, and the files that may use them. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  // What readers have sent is kept aside until it is accepted, and is gone with the process.
  // A start reads many small files, faster one by one than each waited for.
  'node:fs': [
    'src/corpus/seed-files.ts',
    'src/indexing/fingerprint.ts',
    // What a server says is written beside its answers, and its last words before it is gone.
    'src/cli/line-writer.ts',
    'src/cli/service-output.ts',
    'src/web/assets.ts',
    'src/web/templates.ts',
    'src/web/uploading/upload-folder.ts',
  ],
  // A lock says on which machine its owner runs.
  'node:os': ['src/corpus/lock-owner.ts', 'src/web/uploading/upload-folder.ts', 'src/cli/prepare.ts'],
  // A large index is built by several threads, and a Word file is made in one. A thread sees that a process is not needed any
  // more, while that is too busy to see it.
  'node:worker_threads': [
    'src/text/thread.ts',
    'src/corpus/readers/guarded-program.ts',
    'src/indexing/part-thread-program.ts',
    'src/web/export-docx-thread.ts',
    'src/web/export-docx-program.ts',
  ],
  'node:fs/promises': [
    'src/corpus/seed-files.ts',
    'src/corpus/seeds.ts',
    'src/corpus/lock-owner.ts',
    'src/corpus/readers/read-document.ts',
    'src/corpus/importing/',
    'src/web/uploading/',
    'src/indexing/store.ts',
    'src/indexing/leftovers.ts',
    'src/cluster/fingerprint.ts',
    'src/cli/',
  ],
  'node:timers/promises': ['src/corpus/seed-files.ts', 'src/corpus/importing/', 'src/cluster/retry.ts'],
  // A damaged file must not take the program with it: it is read in a process of its own. So is the index built, for
  // which a server would otherwise have to let its readers wait.
  'node:child_process': ['src/corpus/readers/guarded-process.ts', 'src/cli/build-apart.ts'],
  // One file listens; the others know requests and responses by their types alone.
  'node:http': [
    'src/cli/http-server.ts',
    'src/cli/serve.ts',
    'src/cli/succession.ts',
    'src/web/switchboard.ts',
    'src/web/waiting-line.ts',
    'src/web/bare-answer.ts',
  ],
  'node:net': ['src/cli/http-server.ts', 'src/cli/config.ts'],
  'node:readline/promises': ['src/cli/import.ts'],
};

/** The modules of Node that only compute, free to all. */
const PURE = ['node:crypto', 'node:module', 'node:path', 'node:url', 'node:util', 'node:zlib'];

/** What a template may print unescaped: HTML that the program has made itself, escaped where it was made. */
const RAW_SPOTS = [
  'views/partials/hits.ejs hit.snippet',
  'views/partials/nearest.ejs snippet',
  'views/partials/top.ejs view.head.jsonLd',
];

interface Import {
  readonly from: string;
  /** A file of the project by its path from the top, or the name of a module or package. */
  readonly to: string;
}

const filesUnder = (folder: string, extension: string): string[] =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();

const read = (file: string): string => readFileSync(join(projectFolder, file), 'utf8');

// Comments may speak of imports; code makes them, in four forms.
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const IMPORT = /\bfrom\s+'([^']+)'|\bimport\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|\brequire\(\s*'([^']+)'\s*\)/g;

function importsOf(file: string): Import[] {
  return [...read(file).replace(COMMENT, '').matchAll(IMPORT)].map(([, ...names]) => {
    const name = names.find((found) => found !== undefined) ?? '';
    const isFile = name.startsWith('.');
    return {
      from: file,
      to: isFile ? relative(projectFolder, resolve(projectFolder, dirname(file), name)).replaceAll('\\', '/') : name,
    };
  });
}

const sourceFiles = filesUnder('src', '.ts').filter((file) => !file.endsWith('.d.ts'));
const imports = sourceFiles.flatMap(importsOf);
const isFileOfProject = ({ to }: Import): boolean =>
  to.includes('/') && existsSync(join(projectFolder, to)) && !to.startsWith('node:');
const said = ({ from, to }: Import): string => `${from} imports ${to}`;

/** `@scope/name` or `name` of what is imported; null for a file and for a module of Node. */
function packageOf(imported: Import): string | null {
  if (isFileOfProject(imported) || imported.to.startsWith('node:')) return null;
  const [first = '', second = ''] = imported.to.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

const mayUse = (allowed: readonly string[] | undefined, file: string): boolean =>
  allowed?.some((entry) => (entry.endsWith('/') ? file.startsWith(entry) : file === entry)) ?? false;

describe('the source', () => {
  it('is found', () => {
    expect(sourceFiles.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(200);
    for (const module of ['nodejieba', 'jieba-wasm', 'express', 'minisearch'])
      expect(imports.map(({ to }) => to)).toContain(module);
  });

  it('lies in the layers, and nowhere else', () => {
    const folders = readdirSync(join(projectFolder, 'src'));
    expect(folders.filter((name) => !LAYERS.includes(name))).toEqual([]);
  });

  it('has no file whose name says nothing', () => {
    const vague = /(?:^|\/)(?:index|utils?|types?|helpers?|common|misc|shared)\.[cm]?ts$/;
    expect([...sourceFiles, ...filesUnder('test', '.ts')].filter((file) => vague.test(file))).toEqual([]);
  });
});

describe('an import', () => {
  it('goes the way the data go: from its own folder or from one to the left', () => {
    const layerOf = (file: string) => LAYERS.indexOf(file.split('/')[1] ?? '');
    const files = imports.filter(isFileOfProject).filter(({ to }) => to.startsWith('src/'));
    expect(files.filter(({ from, to }) => layerOf(to) > layerOf(from)).map(said)).toEqual([]);
  });

  it('of a file names one that is there, and none outside the source', () => {
    const files = imports.filter((imported) => packageOf(imported) === null && !imported.to.startsWith('node:'));
    expect(files.filter(({ to }) => !to.startsWith('src/')).map(said)).toEqual([]);
    expect(files.filter(({ to }) => !existsSync(join(projectFolder, to))).map(said)).toEqual([]);
  });

  it('of a library stands in the file that the library is there for', () => {
    const wrong = imports.filter((imported) => {
      const name = packageOf(imported);
      return name !== null && !mayUse(PACKAGES[name], imported.from);
    });
    expect(wrong.map(said)).toEqual([]);
  });

  it('of express is of its types alone, but where the application is made', () => {
    const other = sourceFiles.filter((file) => /^import (?!type\b)[^;]*'express'|\brequire\('express'\)/m.test(read(file)));
    expect(other).toEqual(['src/web/app.ts']);
  });

  it('of a module of Node that reaches outside the process stands where that is allowed', () => {
    const wrong = imports.filter(({ from, to }) => to.startsWith('node:') && !PURE.includes(to) && !mayUse(OUTSIDE[to], from));
    expect(wrong.map(said)).toEqual([]);
  });

  it('of a module of Node says that it is one', () => {
    const bare = ['fs', 'fs/promises', 'path', 'http', 'https', 'net', 'crypto', 'url', 'child_process', 'os', 'stream', 'zlib'];
    expect(imports.filter(({ to }) => bare.includes(to)).map(said)).toEqual([]);
  });

  it.each(Object.entries({ ...PACKAGES, ...OUTSIDE }))(
    'of %s is still there, so that the table does not outlive it',
    (name, files) => {
      const using = imports.filter((imported) => imported.to === name || packageOf(imported) === name).map(({ from }) => from);
      for (const file of files)
        expect(
          using.some((from) => mayUse([file], from)),
          `${file} no longer imports ${name}`,
        ).toBe(true);
    },
  );
});

describe('a template', () => {
  const templates = filesUnder('views', '.ejs');
  const TAG = /<%([-=_#]?)([\s\S]*?)[-_]?%>/g;
  const tagsOf = (file: string) =>
    [...read(file).matchAll(TAG)].map(([, mark = '', code = '']) => ({ file, mark, code: code.trim() }));
  const tags = templates.flatMap(tagsOf);

  it('is found', () => {
    expect(templates.length).toBeGreaterThan(10);
    expect(tags.length).toBeGreaterThan(100);
  });

  it('runs nothing but if, else and for … of', () => {
    const allowed =
      /^(?:\}|(?:\} else )?if \([^;{}]*\) \{|\} else \{|for \(const (?:\w+|\[[\w, ]+\]|\{[\w, ]+\}|\[\w+, \{[\w, ]+\}\]) of [^;{}]+\) \{)$/;
    expect(
      tags
        .filter(({ mark, code }) => (mark === '' || mark === '_') && !allowed.test(code))
        .map(({ file, code }) => `${file}: ${code}`),
    ).toEqual([]);
  });

  it('prints unescaped nothing but other templates and what is declared', () => {
    const isInclude = /^include\('[\w./-]+'(?:, (?:\w+|\{[^;]*\}))?\)$/;
    const raw = tags.filter(({ mark, code }) => mark === '-' && !isInclude.test(code));
    expect(raw.map(({ file, code }) => `${file} ${code}`).sort()).toEqual(RAW_SPOTS);
  });

  it('prints no more than a name or a choice of two: no assignment, no function', () => {
    const printed = tags.filter(({ mark }) => mark === '=');
    expect(
      printed
        .filter(({ code }) => /=>|[^=!<>]=[^=]|;|\bfunction\b|\bnew\b/.test(code))
        .map(({ file, code }) => `${file}: ${code}`),
    ).toEqual([]);
  });

  it('includes templates that are there', () => {
    const included = tags.flatMap(({ file, code }) => {
      const name = /^include\('([\w./-]+)'/.exec(code)?.[1];
      return name === undefined ? [] : [{ file, path: `${join(dirname(file), name).replaceAll('\\', '/')}.ejs` }];
    });
    expect(included.length).toBeGreaterThan(10);
    expect(included.filter(({ path }) => !templates.includes(path))).toEqual([]);
  });
});
