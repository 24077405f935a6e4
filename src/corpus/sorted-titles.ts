// Titles that are looked up by how they begin: a plan may list thousands of them, and each heading asks.

/** Titles in the order of their UTF-16 units, so that those with one beginning stand side by side. */
export class SortedTitles {
  readonly #titles: string[] = [];

  add(title: string): void {
    const place = this.#placeOf(title);
    if (this.#titles[place] !== title) this.#titles.splice(place, 0, title);
  }

  has(title: string): boolean {
    return this.#titles[this.#placeOf(title)] === title;
  }

  hasOneThatBegins(start: string): boolean {
    return this.#titles[this.#placeOf(start)]?.startsWith(start) === true;
  }

  #placeOf(title: string): number {
    return firstPlaceWhere(this.#titles.length, (place) => (this.#titles[place] ?? '') >= title);
  }
}

/** The first place of so many from which on a test is passed; their number if it never is. */
export function firstPlaceWhere(places: number, passes: (place: number) => boolean): number {
  let from = 0;
  let to = places;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (passes(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
