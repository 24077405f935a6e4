// What stands after the question mark, checked once. The raw address is read here instead of by express, so that
// there are no arrays, objects or prototype keys to guard against later.
import type { Request } from 'express';
import { BadRequestError } from '../search/answer.ts';

/**
 * The parameters of a request. `district[]=x` and `district[0]=x`, as many programs write a repeated parameter, are
 * `district=x`. Throws for an address whose percent signs do not spell UTF-8.
 */
export function parametersOf(request: Request): URLSearchParams {
  const mark = request.originalUrl.indexOf('?');
  const raw = mark < 0 ? '' : request.originalUrl.slice(mark + 1);
  try {
    decodeURIComponent(raw);
  } catch {
    throw new BadRequestError('url', '地址中的百分号编码不是有效的 UTF-8；字面的百分号请写作 %25。');
  }
  const parameters = new URLSearchParams(raw);
  if (![...parameters.keys()].some((name) => name.endsWith(']'))) return parameters;
  return new URLSearchParams([...parameters].map(([name, value]): [string, string] => [plainName(name), value]));
}

const plainName = (name: string): string => name.replace(/\[\d{0,4}\]$/u, '');

/** One of a list of words; the first of the list where the parameter is absent. */
export function choiceOf<Choice extends string>(
  parameters: URLSearchParams,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const given = parameters.get(name);
  if (given === null) return choices[0];
  const choice = choices.find((candidate) => candidate === given);
  if (choice === undefined) throw new BadRequestError(name, `参数 ${name} 只能是 ${choices.join(' 或 ')}。`);
  return choice;
}

/** A whole number between two bounds, both included; `absent` where the parameter is absent. */
export function wholeNumberOf(
  parameters: URLSearchParams,
  name: string,
  { min, max, absent }: { readonly min: number; readonly max: number; readonly absent: number },
): number {
  const given = parameters.get(name);
  if (given === null) return absent;
  const number = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw new BadRequestError(name, `参数 ${name} 应为 ${min} 至 ${max} 之间的整数。`);
  }
  return number;
}

/** The values of a repeatable parameter, each once, in an order that does not depend on the order of the ticks. */
export function idsOf(parameters: URLSearchParams, name: string): readonly string[] {
  return [...new Set(parameters.getAll(name))].sort();
}

/** Whether a parameter that can only be 0 or 1 is 1; absent is 0. */
export const flagOf = (parameters: URLSearchParams, name: string): boolean => choiceOf(parameters, name, ['0', '1']) === '1';

/** The values of a repeatable parameter that holds words, not ids: nobody can check them, so they are bounded. */
export function wordsOf(
  parameters: URLSearchParams,
  name: string,
  { most, longest }: { readonly most: number; readonly longest: number },
): readonly string[] {
  const words = idsOf(parameters, name).filter((word) => word.trim() !== '');
  if (words.length > most) throw new BadRequestError(name, `参数 ${name} 至多可写 ${most} 个。`);
  if (words.some((word) => [...word].length > longest)) throw new BadRequestError(name, `参数 ${name} 至多 ${longest} 字。`);
  return words;
}
