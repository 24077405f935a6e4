// Corpora of any size with the shape of the seeds: outlines, clause lengths, scripts and vocabulary of real plans, places
// and figures of their own.
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Converter } from 'opencc-js';
import type { PlanFacts } from '../../src/corpus/manifest.ts';
import type { HeadingKind } from '../../src/corpus/model.ts';
import { chineseNumeral } from '../../src/corpus/numerals.ts';
import { loadSeeds } from '../../src/corpus/seeds.ts';
import { randomFrom } from '../support/drawn-queries.ts';
import { pick } from '../support/generated-plans.ts';
import type { Random } from '../support/mutated-files.ts';
import { createSentencePool, type Outline, type OutlineStep, type SentencePool } from './sentence-pool.ts';

export interface MadePlan {
  readonly facts: PlanFacts;
  readonly text: string;
}

/** `scale` × as many plans as there are seeds, one after the other; the same for the same seed. */
export function* makePlans(pool: SentencePool, { scale, seed }: { readonly scale: number; readonly seed: number }) {
  const random = randomFrom(seed);
  const taken = new Set<string>();
  for (let number = 1; number <= scale * pool.outlines.length; number += 1) {
    const outline = pool.outlines[(number - 1) % pool.outlines.length];
    if (outline) yield makePlan({ pool, outline, number, district: newName(random, taken), random });
  }
}

/** Writes a folder for `SEEDS_DIR`, one plan at a time, and gives it its name when it is whole. Returns the number of plans. */
export async function writeCorpus(options: {
  readonly seedsDir: string;
  readonly folder: string;
  readonly scale: number;
  readonly seed: number;
}): Promise<number> {
  const { seedsDir, folder } = options;
  const pool = createSentencePool((await loadSeeds(seedsDir)).library);
  const aside = `${folder}.${process.pid}.tmp`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  await cp(join(seedsDir, 'vocabulary'), join(aside, 'vocabulary'), { recursive: true });
  const manifest: PlanFacts[] = [];
  for (const { facts, text } of makePlans(pool, options)) {
    await writeFile(join(aside, facts.file), text);
    manifest.push(facts);
  }
  await writeFile(join(aside, 'plans.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(folder, { recursive: true, force: true });
  await rename(aside, folder);
  return manifest.length;
}

interface PlanOrder {
  readonly pool: SentencePool;
  readonly outline: Outline;
  readonly number: number;
  readonly district: string;
  readonly random: Random;
}

function makePlan({ pool, outline, number, district, random }: PlanOrder): MadePlan {
  const { script, steps } = outline;
  const printed = script === 'Hant' ? toTraditional : (text: string) => text;
  const city = pick(random, CITIES);
  const own = { districts: () => district, cities: () => city, places: () => newName(random) };
  const names = new Map(
    (['districts', 'cities', 'places'] as const).flatMap((kind) =>
      pool.names[kind].map((name) => [printed(name), printed(own[kind]())] as const),
    ),
  );
  const title = `${district}区国民经济和社会发展第十四个五年规划和2035年远景目标纲要`;
  const write = createStepWriter(pool, script, random);
  const lines = [printed(title), printed('前言'), ...steps.map(write)];
  const id = `p${String(number).padStart(4, '0')}`;
  return {
    facts: {
      ...{ id, file: `${id}.txt`, district: `${district}区`, city: `${city}市`, province: pick(random, PROVINCES) },
      ...{ code: null, division: 'district', title, issuer: null, documentNumber: null, publishedOn: null, dateMeaning: null },
      ...{ period: '2021-2025', script, repairs: [], corrections: [] },
    },
    text: `${localise(lines.join('\n\n'), names, random)}\n`,
  };
}

const toTraditional = Converter({ from: 'cn', to: 't' });

/** One line of text a step: numbered headings, clauses filled with sentences up to the length they had. */
function createStepWriter(pool: SentencePool, script: Outline['script'], random: Random): (step: OutlineStep) => string {
  const counts = new Map<HeadingKind, number>();
  const label = (kind: HeadingKind): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    for (const below of BELOW[kind]) counts.delete(below);
    return labelOf(kind, count, script);
  };
  return (step) => {
    if (step.step === 'heading') return `${label(step.kind)}${pick(random, pool.titles(script, step.theme, step.kind))}`;
    let text = pick(random, pool.openings(script, step.theme, step.kind));
    if (step.kind === 'row') return text;
    const sentences = pool.sentences(script, step.theme);
    for (;;) {
      const next = pick(random, sentences);
      // The sentence that would leave the clause further from its length than it is ends it.
      if (text.length + next.length / 2 > step.length) return text;
      text += next;
    }
  };
}

/** What is numbered anew under a heading. */
const BELOW: Readonly<Record<HeadingKind, readonly HeadingKind[]>> = {
  part: [],
  chapter: ['section', 'item'],
  section: ['item'],
  item: [],
  appendix: [],
  box: [],
};

function labelOf(kind: HeadingKind, count: number, script: Outline['script']): string {
  const numeral = chineseNumeral(count);
  const traditional = script === 'Hant';
  switch (kind) {
    case 'part':
      return `第${numeral}篇 `;
    case 'chapter':
      return `第${numeral}章 `;
    case 'section':
      return `第${numeral}${traditional ? '節' : '节'} `;
    case 'item':
      return `${numeral}、`;
    case 'appendix':
      return `附件${count} `;
    case 'box':
      return `${traditional ? '專欄' : '专栏'}${count} `;
  }
}

const FIGURE = /(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{2,}/gu;

// Years stay, and so does a figure's first digit: it keeps its length and never begins with a zero.
function localise(text: string, names: ReadonlyMap<string, string>, random: Random): string {
  const digit = () => String(Math.floor(random() * 10));
  return text
    .replace(new RegExp([...names.keys()].join('|'), 'gu'), (name) => names.get(name) ?? name)
    .replace(FIGURE, (figure) => figure.slice(0, 1) + figure.slice(1).replace(/\d/gu, digit));
}

// There are some 2,200 names of two characters, fewer than the districts of the largest corpus: a name that is taken already
// gets a third character.
function newName(random: Random, taken?: Set<string>): string {
  const short = pick(random, NAME_BEGINNINGS) + pick(random, NAME_ENDINGS);
  let name = short;
  while (taken?.has(name)) name = short + pick(random, NAME_ENDINGS);
  taken?.add(name);
  return name;
}

const NAME_BEGINNINGS = [
  ...'云溪梧沅澧岷泸邛郴韶潮梅汕汀漳莆闽瓯婺衢丽苕霅姑昆虞琴崇靖泗沭邳沛宿砀颍淝巢庐潜皖歙黟婺浮鄱赣抚袁萍',
];
const NAME_ENDINGS = [...'州川源陵丘阳阴浦滨泽陂塘洲岗坪坝岩崖峰麓坡原野林杨柏枫荷菱萍苇渚汀津渡埠埔堰圩垸圳滘墩墟'];
const CITIES = ['云泽', '澧川', '沅陵', '岷丘', '梧源', '瓯浦', '颍滨', '泗洲', '霅溪', '衢岩', '汀坪', '邳塘'];
const PROVINCES = ['江右省', '岭北省', '河东省', '海西省'];
