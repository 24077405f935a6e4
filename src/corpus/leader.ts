// Leader dots with or without a page number, or a blank and a page number, at the end of an entry of a printed contents. Looked
// for on the line as captured, because cleaning takes blanks. A pattern for this would try a row of dots from every dot anew.

const LEADING = /[….·・_—\-\s]/u;
const SET_APART = /[\t\u3000 ]/u;
const DOT = /[….·・_—-]/u;
const PAGE = /[\divxIVX]/u;
const LONGEST_PAGE = 4;
const FEWEST_DOTS = 4;

/** Where the leader begins; the length of the line where it has none. Linear. */
export function leaderStart(raw: string): number {
  const textEnd = startOfRun(raw, raw.length, /\s/u);
  const pageStart = startOfRun(raw, textEnd, PAGE);
  if (pageStart === textEnd) return startOfDots(raw);
  return textEnd - pageStart > LONGEST_PAGE ? raw.length : startBeforePage(raw, pageStart);
}

// An ellipsis, two dots, or a blank: what else leads, such as one dash, may belong to the title.
function startBeforePage(raw: string, page: number): number {
  const start = startOfRun(raw, page, LEADING);
  if (raw.slice(start, page).includes('…')) return start;
  const isDot = (at: number) => at < page && DOT.test(raw[at] ?? '');
  for (let at = start; at < page; at += 1) if (SET_APART.test(raw[at] ?? '') || (isDot(at) && isDot(at + 1))) return at;
  return raw.length;
}

// Without a page: dots of which one is an ellipsis, or many of them.
function startOfDots(raw: string): number {
  if (raw.slice(startOfRun(raw, raw.length, /[….·・\s]/u)).includes('…')) return startOfRun(raw, raw.length, LEADING);
  const start = startOfRun(raw, raw.length, /[….·・_\s]/u);
  return raw.slice(start).replace(/\s/gu, '').length >= FEWEST_DOTS ? start : raw.length;
}

/** Where the characters of a class begin that stand in front of a place. All of them are of one UTF-16 unit. */
function startOfRun(raw: string, end: number, characters: RegExp): number {
  let start = end;
  while (start > 0 && characters.test(raw[start - 1] ?? '')) start -= 1;
  return start;
}
