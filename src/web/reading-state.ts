// What the address of a reading page says beside the place: the question to mark and the script to show the text in.
// It is remembered there and nowhere else, so a link shows to everybody what it showed to its sender.
import { choiceOf } from './parameters.ts';

export const SHOWN_SCRIPTS = ['published', 'hans', 'hant'] as const;
export type ShownScript = (typeof SHOWN_SCRIPTS)[number];

export interface ReadingState {
  /** Empty where nothing is to be marked. */
  readonly q: string;
  readonly script: ShownScript;
}

/** Throws `BadRequestError` for a script that does not exist. Whether q makes sense is the engine's to say. */
export function parseReadingState(parameters: URLSearchParams): ReadingState {
  return { q: (parameters.get('q') ?? '').trim(), script: choiceOf(parameters, 'script', SHOWN_SCRIPTS) };
}

/** The addresses of a place in either script, for programs that look for a reader's own. */
export function inEachScript(place: string): readonly { readonly lang: string; readonly url: string }[] {
  return [
    { lang: 'zh-Hans', url: inState(place, { q: '', script: 'hans' }) },
    { lang: 'zh-Hant', url: inState(place, { q: '', script: 'hant' }) },
  ];
}

/** The address of a place, `/plans/huadu/7#huadu-7.1.3`, with the state carried along; what is as usual is left out. */
export function inState(place: string, { q, script }: ReadingState): string {
  const hash = place.indexOf('#');
  const [page, fragment] = hash < 0 ? [place, ''] : [place.slice(0, hash), place.slice(hash)];
  const parameters = [
    ...(q === '' ? [] : [`q=${encodeURIComponent(q)}`]),
    ...(script === 'published' ? [] : [`script=${script}`]),
  ];
  return page + (parameters.length === 0 ? '' : `?${parameters.join('&')}`) + fragment;
}
