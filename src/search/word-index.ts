// The words of the corpus by how they begin, by any part of them, and by how they sound: the only import of minisearch.
// Its radix tree finds every token with a prefix, so a word is given to it as all its endings: the part of a word is the
// beginning of one of its endings.
import MiniSearch from 'minisearch';

/** A word and its sound, `tandafeng` and `tdf`; empty for text that is not Chinese throughout. */
export interface SoundedWord {
  readonly folded: string;
  readonly sound: string;
  readonly initials: string;
}

export interface WordIndex<Word> {
  add(word: Word): void;
  /** Words that hold the folded text, or whose sound or initials begin with it. In no order. */
  like(wanted: string): Word[];
}

interface IndexedWord {
  readonly id: number;
  readonly endings: readonly string[];
  readonly sounds: readonly string[];
}

export function createWordIndex<Word extends SoundedWord>(): WordIndex<Word> {
  const words: Word[] = [];
  const index = new MiniSearch<IndexedWord>({
    fields: ['endings', 'sounds'],
    // A field is its tokens already; they are handed on through a line break, which no folded word holds.
    extractField: (word, field) =>
      field === 'id' ? String(word.id) : word[field === 'endings' ? 'endings' : 'sounds'].join('\n'),
    tokenize: (tokens) => tokens.split('\n'),
    processTerm: (token) => token,
  });
  return {
    add: (word) => {
      const { folded, sound, initials } = word;
      index.add({ id: words.length, endings: endingsOf(folded), sounds: [sound, initials] });
      words.push(word);
    },
    like: (wanted) =>
      index.search(wanted, { prefix: true, tokenize: (text) => [text] }).flatMap(({ id }) => words[Number(id)] ?? []),
  };
}

function endingsOf(word: string): string[] {
  const characters = [...word];
  return characters.map((_, at) => characters.slice(at).join(''));
}
