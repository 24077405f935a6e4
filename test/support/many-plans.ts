// A library of as many small plans as wanted, in provinces and cities, of two periods, some districts of one name: what a
// page that lists plans must cope with.
import { createLibrary, type Library } from '../../src/corpus/library.ts';
import type { PlanFacts } from '../../src/corpus/manifest.ts';
import { planOf } from '../../src/corpus/seeds.ts';
import type { Theme } from '../../src/corpus/themes.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { createEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import type { SearchEngine } from '../../src/search/engine.ts';
import { createSynonymTable } from '../../src/search/synonyms.ts';
import { loadSegmenter } from '../../src/text/segment.ts';

const PROVINCES = 30;
const CITIES = 10;
const DIGITS = [...'零一二三四五六七八九'];
const written = (number: number): string => [...String(number)].map((digit) => DIGITS[Number(digit)]).join('');

/** Every third plan says 碳达峰, every tenth says it in a heading alone, every plan says 高质量发展. */
export function manyPlansEngine(count: number, themes: readonly Theme[]): SearchEngine {
  const plans = Array.from({ length: count }, (_unused, at) => planOf(factsOf(at), textOf(at), themes));
  return engineOver(createLibrary(plans, themes));
}

/** An engine over a library made by hand, without declared words. */
export function engineOver(library: Library): SearchEngine {
  const index = buildIndex({ library, segmenter: loadSegmenter(), declaredTerms: [] });
  return createEmbeddedEngine(library, index, createSynonymTable([]));
}

function factsOf(at: number): PlanFacts {
  const province = `${written(at % PROVINCES)}省`;
  const city = `${written(at % PROVINCES)}之${written(Math.floor(at / PROVINCES) % CITIES)}市`;
  const district = at % 47 === 46 ? '鼓楼区' : `第${written(at)}区`;
  return {
    id: `d${at}`,
    file: `d${at}.txt`,
    district,
    city,
    province,
    code: null,
    division: 'district',
    title: `${city}${district}国民经济和社会发展规划纲要`,
    issuer: null,
    documentNumber: null,
    publishedOn: null,
    dateMeaning: null,
    period: at % 4 === 3 ? '2026-2030' : '2021-2025',
    script: 'Hans',
    repairs: [],
    corrections: [],
  };
}

function textOf(at: number): string {
  return [
    '第一章 发展基础',
    '“十四五”时期全面推进高质量发展，人民生活水平不断提高。',
    at % 10 === 1 ? '第二章 推进碳达峰工作' : '第二章 坚持绿色发展',
    at % 3 === 0 ? '落实碳达峰目标任务，推动能源结构优化，完善绿色低碳政策。' : '完善绿色低碳政策，推动能源结构优化调整。',
    '到二〇二五年，森林覆盖率达到百分之四十以上，新增绿地。',
  ].join('\n');
}
