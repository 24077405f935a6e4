// Templates, each compiled once, when it is first needed. EJS by itself would look for the file of every include on the
// disk and copy the view for it, which for a page of many small parts takes longer than all else.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ejs from 'ejs';

/** The HTML of a page of `pages/`. Throws for a template that is not there, or that fails, naming its line. */
export type RenderTemplate = (page: string, view: object) => string;

/**
 * `view` is the only name a template can use, so that a misspelt one fails instead of reaching for something else.
 * `include('name', own)` is that template of `partials/` with `own` as its view; without it, with the page's.
 */
export function createTemplates(folder: string): RenderTemplate {
  const compiled = new Map<string, ejs.TemplateFunction>();
  const templateAt = (file: string): ejs.TemplateFunction => {
    const known = compiled.get(file);
    if (known) return known;
    const template = ejs.compile(readFileSync(file, 'utf8'), { ...OPTIONS, filename: file });
    compiled.set(file, template);
    return template;
  };
  const partialNamed = namedPartials((name) => templateAt(join(folder, 'partials', `${name}.ejs`)));
  return (page, view) => {
    const include = (path: string, own: object = view): string => partialNamed(path)(Object.assign(own, { include }));
    return templateAt(join(folder, 'pages', `${page}.ejs`))({ ...view, include });
  };
}

// The types of EJS do not know all of its options.
const OPTIONS = {
  strict: true,
  localsName: 'view',
  escape: escapeText,
  // Templates name what they use of their view, so there is nothing in a prototype that they could reach unawares; the
  // copies that guard against that can be saved.
  unsafePrototypeLocals: true,
  // In place of the include that EJS hands in.
  destructuredLocals: ['include'],
} satisfies ejs.Options & { readonly unsafePrototypeLocals: boolean };

// Pages write ../partials/hit where partials write hit, and there are partials of one folder only.
function namedPartials(load: (name: string) => ejs.TemplateFunction): (path: string) => ejs.TemplateFunction {
  const known = new Map<string, ejs.TemplateFunction>();
  return (path) => {
    const template = known.get(path) ?? load(basename(path));
    known.set(path, template);
    return template;
  };
}

const SPECIAL = /[&<>"']/;

// Nearly every text is free of them, and looking is quicker than replacing nothing.
function escapeText(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value ?? '');
  return SPECIAL.test(text) ? ejs.escapeXML(text) : text;
}
