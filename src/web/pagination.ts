// The row of page numbers under a list of hits.

interface PageStep {
  /** Null stands for the pages left out between two numbers. */
  readonly number: number | null;
  readonly url: string;
  readonly current: boolean;
}

export interface Pagination {
  readonly page: number;
  readonly pages: number;
  readonly steps: readonly PageStep[];
  readonly previous: string | null;
  readonly next: string | null;
}

const NEIGHBOURS = 2;

/** Null where one page holds everything. First and last are always there, and the pages around the current one. */
export function paginate(page: number, pages: number, urlOf: (page: number) => string): Pagination | null {
  if (pages <= 1) return null;
  const around = range(Math.max(1, page - NEIGHBOURS), Math.min(pages, page + NEIGHBOURS));
  const shown = [...new Set([1, ...around, pages])];
  const steps = shown.flatMap((number, index): PageStep[] => {
    const step: PageStep = { number, url: urlOf(number), current: number === page };
    const jumps = number - (shown[index - 1] ?? 0) > 1;
    return jumps ? [{ number: null, url: '', current: false }, step] : [step];
  });
  return {
    page,
    pages,
    steps,
    previous: page > 1 ? urlOf(page - 1) : null,
    next: page < pages ? urlOf(page + 1) : null,
  };
}

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);
