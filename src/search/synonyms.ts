// The declared groups of terms with the same or a neighbouring meaning, and the two questions a search asks of them.
import { isLatinOrDigit } from '../text/characters.ts';
import { fold } from '../text/fold.ts';
import { ForeseenError } from '../text/foreseen-error.ts';

/**
 * same: the terms can stand for each other. near: a reader of one would also want to read about the others. topic: one
 * policy subject of a plan is spoken of in these terms, so that each hints at the subject where its name is not said.
 */
export type Relation = 'same' | 'near' | 'topic';

export interface SynonymGroup {
  readonly relation: Relation;
  /** As a person would write them: Simplified, Latin letters in either case. */
  readonly terms: readonly string[];
}

export interface Neighbour {
  /** Folded, so that it can be looked for in folded text at once. */
  readonly term: string;
  readonly relation: Relation;
}

export interface SynonymTable {
  /** As the function of the same name, over the groups of the table. */
  neighboursOf(foldedTerm: string): readonly Neighbour[];
  /**
   * The declared terms that occur in a longer text, folded, in the order of their first place, each once. Read from left
   * to right, the longest term wins at each place, and no character counts for two terms.
   * @example termsIn('老旧小区怎么加装电梯') → ['老旧小区', '加装电梯']
   */
  termsIn(foldedText: string): readonly string[];
}

/** A declared list that cannot be used; the message names the entry and says what is wrong with it. */
class SynonymsError extends ForeseenError {
  override readonly name = 'SynonymsError';
}

/** Checks the declared data. Throws an error that names the file, the group (counted from 1) and what to do about it. */
export function parseSynonyms(json: unknown, file: string): readonly SynonymGroup[] {
  const groups = json as readonly SynonymGroup[];
  const problem = problemOfShape(json) ?? problemInTerms(groups) ?? problemBetweenGroups(groups);
  if (problem !== null) throw new SynonymsError(`${file}: ${problem}`);
  return groups;
}

/**
 * All other terms of the groups that hold exactly this folded term: those of `same` groups first, then of `near` ones,
 * then of `topic` ones, in the declared order. Each once, with the strongest relation it was found in.
 */
export function neighboursOf(foldedTerm: string, groups: readonly SynonymGroup[]): readonly Neighbour[] {
  const found = new Map<string, Relation>();
  for (const relation of RELATIONS) {
    for (const group of groups) {
      if (group.relation !== relation) continue;
      const terms = group.terms.map(fold);
      if (!terms.includes(foldedTerm)) continue;
      for (const term of terms) if (term !== foldedTerm && !found.has(term)) found.set(term, relation);
    }
  }
  return [...found].map(([term, relation]) => ({ term, relation }));
}

/** Indexes the groups once, so that a lookup costs nothing worth measuring however many groups there are. */
export function createSynonymTable(groups: readonly SynonymGroup[]): SynonymTable {
  const groupsOf = indexByTerm(groups);
  const termsByStart = indexByFirstUnit(groupsOf.keys());
  return {
    neighboursOf(foldedTerm) {
      return neighboursOf(foldedTerm, groupsOf.get(foldedTerm) ?? []);
    },
    termsIn(foldedText) {
      const found = new Set<string>();
      let at = 0;
      while (at < foldedText.length) {
        const candidates = termsByStart.get(foldedText.charAt(at)) ?? [];
        const term = candidates.find((candidate) => standsAt(candidate, foldedText, at));
        if (term !== undefined) found.add(term);
        at += term?.length ?? 1;
      }
      return [...found];
    },
  };
}

// The order in which neighbours are given, the strongest first.
const RELATIONS = ['same', 'near', 'topic'] as const;
const TERMS_OF_GROUP: Readonly<Record<Relation, { readonly fewest: number; readonly most: number }>> = {
  same: { fewest: 2, most: 10 },
  near: { fewest: 2, most: 10 },
  // Fewer terms do not span a subject: they are near each other.
  topic: { fewest: 4, most: 16 },
};
const FEWEST_CHARACTERS = 2;

/** What of the declared data is no group, or not a list of groups. By hand: a library that checks shapes takes as long to load
 * as everything else that a search needs. */
function problemOfShape(json: unknown): string | null {
  if (!Array.isArray(json)) return 'the file does not hold a list of groups; begin it with [ and end it with ]';
  const problems = json.map(problemOfGroup);
  const index = problems.findIndex((problem) => problem !== null);
  return index < 0 ? null : `${groupName(index)} ${problems[index]}`;
}

const FIELDS_OF_GROUP: readonly string[] = ['relation', 'terms'];

function problemOfGroup(group: unknown): string | null {
  const odd = 'is not an object of "relation" and "terms" alone; write { "relation": "same", "terms": ["…", "…"] }';
  if (typeof group !== 'object' || group === null || Array.isArray(group)) return odd;
  const { relation, terms } = group as Partial<Record<keyof SynonymGroup, unknown>>;
  if (!RELATIONS.some((known) => known === relation)) return 'has a relation that is not known; write "same", "near" or "topic"';
  if (!Array.isArray(terms)) return 'has no list of terms; write "terms": ["…", "…"]';
  if (terms.some((term) => typeof term !== 'string')) return 'has a term that is not a string; put it between quotation marks';
  return Object.keys(group).every((key) => FIELDS_OF_GROUP.includes(key)) ? null : odd;
}

function problemInTerms(groups: readonly SynonymGroup[]): string | null {
  for (const [index, group] of groups.entries()) {
    const wrongCount = problemOfCount(group);
    if (wrongCount !== null) return `${groupName(index)} ${wrongCount}`;
    const seen = new Set<string>();
    for (const term of group.terms) {
      const problem = problemOfTerm(term) ?? (seen.has(fold(term)) ? `has the term "${term}" twice; remove one` : null);
      if (problem !== null) return `${groupName(index)} ${problem}`;
      seen.add(fold(term));
    }
  }
  return null;
}

function problemOfCount({ relation, terms }: SynonymGroup): string | null {
  const { fewest, most } = TERMS_OF_GROUP[relation];
  if (terms.length < fewest) return `has fewer than ${fewest} terms; add a term or remove the group`;
  if (terms.length > most) return `has more than ${most} terms; divide it into several groups`;
  return null;
}

// A single character is part of countless words, so a search widened by it would find nearly every clause.
function problemOfTerm(term: string): string | null {
  const folded = fold(term);
  if (folded !== term.toLowerCase()) return `has the term "${term}" in a shape that is folded away; write "${folded}"`;
  if ([...term].length < FEWEST_CHARACTERS) return `has the single character "${term}"; write a longer term or remove it`;
  return null;
}

// A group inside another of its relation says nothing new: most likely an oversight. Inside a group of another relation it
// says something closer or wider of the same terms.
function problemBetweenGroups(groups: readonly SynonymGroup[]): string | null {
  const groupsOf = indexByTerm(groups);
  for (const [index, group] of groups.entries()) {
    const holders = group.terms.map((term) => new Set(groupsOf.get(fold(term))));
    const [first, ...others] = holders;
    const container = [...(first ?? [])].find(
      (other) => other !== group && other.relation === group.relation && others.every((holder) => holder.has(other)),
    );
    if (container === undefined) continue;
    const where = groupName(groups.indexOf(container));
    return `${groupName(index)} (${group.terms.join(', ')}) stands wholly inside ${where}; remove it or add a term of its own`;
  }
  return null;
}

const groupName = (index: number): string => `group ${index + 1}`;

function indexByTerm(groups: readonly SynonymGroup[]): ReadonlyMap<string, readonly SynonymGroup[]> {
  const groupsOf = new Map<string, SynonymGroup[]>();
  for (const group of groups) {
    for (const term of group.terms) pushTo(groupsOf, fold(term), group);
  }
  return groupsOf;
}

// Longest first, so that the first candidate that fits is the one wanted.
function indexByFirstUnit(terms: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const termsByStart = new Map<string, string[]>();
  for (const term of [...terms].sort((a, b) => b.length - a.length)) pushTo(termsByStart, term.charAt(0), term);
  return termsByStart;
}

function pushTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

// A Latin word or a number is only met whole: AI does not stand in MAIN, nor 5G in 15G.
function standsAt(term: string, text: string, at: number): boolean {
  const end = at + term.length;
  return text.startsWith(term, at) && !isInsideWord(text, at) && !isInsideWord(text, end);
}

function isInsideWord(text: string, at: number): boolean {
  return isLatinOrDigit(text.charAt(at - 1)) && isLatinOrDigit(text.charAt(at));
}
