// The plan's text in the script the reader asked for, and the switch between the scripts.
import type { Plan } from '../corpus/library.ts';
import type { Range } from '../text/characters.ts';
import { type Converted, convertText } from '../text/script.ts';
import { inState, type ReadingState, type ShownScript } from './reading-state.ts';

export interface ShownText {
  /** The language tag of what is shown. */
  readonly lang: string;
  convert(text: string): Converted;
  /** Said of what is quoted from a text in another script than the published one; empty where nothing was converted. */
  readonly remark: string;
}

export interface ScriptChoice {
  readonly label: string;
  readonly lang: string;
  readonly url: string;
  readonly current: boolean;
}

const sameRange = (range: Range): Range => range;
const asPublished = (text: string): Converted => ({ text, mapRange: sameRange });

export function showPlanIn(plan: Plan, script: ShownScript): ShownText {
  const { script: published } = plan.facts;
  if (script === 'published') return { lang: `zh-${published}`, convert: asPublished, remark: '' };
  const isOther = script.toLowerCase() !== published.toLowerCase();
  return {
    lang: script === 'hans' ? 'zh-Hans' : 'zh-Hant',
    convert: (text) => convertText(text, script),
    remark: isOther ? `（由${published === 'Hant' ? '繁体' : '简体'}原文转换）` : '',
  };
}

/** One choice for each script; `place` is the page without parameters. */
export function scriptChoices(place: string, state: ReadingState, plan: Plan): readonly ScriptChoice[] {
  const options: readonly (readonly [ShownScript, string, string])[] = [
    ['published', '原文', `zh-${plan.facts.script}`],
    ['hans', '简体', 'zh-Hans'],
    ['hant', '繁體', 'zh-Hant'],
  ];
  return options.map(([script, label, lang]) => ({
    label,
    lang,
    url: inState(place, { ...state, script }),
    current: script === state.script,
  }));
}
