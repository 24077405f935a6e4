// What is looked for: terms, words and grams, of all clauses or of some. Grams depend on the text alone, terms and words
// also on the lexicon.
import type { Plan } from '../corpus/library.ts';
import type { Theme } from '../corpus/themes.ts';
import { simplifyText } from '../text/simplify.ts';
import { tabulatePlan } from './clause-table.ts';
import { correctedFaces, foldedText } from './clause-text.ts';
import { type CorpusGramPostings, createCorpusGramBuilder, facesOf, type HeadingFaces } from './corpus-grams.ts';
import { OfferAdder, offerOf } from './lexicon.ts';
import { packJson } from './packed-json.ts';
import { entryOf, type PlanEntry } from './stored-plans.ts';
import type { CutPlan, PlanTexts, WordPart } from './word-part.ts';

export interface IndexPart extends WordPart {
  readonly grams: CorpusGramPostings;
}

/** A plan that has been looked through but for what its words tell. */
export interface PlanDraft {
  readonly texts: PlanTexts;
  /** Once its texts have been cut. Adds what it offers to the offers of the others. */
  finish(cut: CutPlan): PlanEntry;
  /** Where what it offers is known, packed, and added elsewhere. */
  finishOffered(offer: Uint8Array): PlanEntry;
}

/** Looks plans through for all that needs no segmenter, and keeps of a plan its folded texts and what it offers. */
export interface PlanReader {
  /** Clauses and headings are numbered in the order of the plans. */
  add(plan: Plan, key: string): PlanDraft;
  /** What the plans finished so far offer to the lexicon, but for those that were offered elsewhere. */
  readonly offers: OfferAdder;
  /** Once, when all plans are in. */
  grams(): CorpusGramPostings;
}

/** `offers`: to add to. */
export function createPlanReader(themes: readonly Theme[], offers = new OfferAdder()): PlanReader {
  const gramTexts: GramTexts[] = [];
  return {
    add: (plan, key) => {
      const folded = plan.clauses.map(foldedText);
      const entry = entryOf(plan, { key, folded, table: tabulatePlan(plan, themes, folded) });
      gramTexts.push({
        texts: entry.texts,
        lengths: entry.table.clauses.lengths,
        corrected: plan.clauses.map(correctedFaces),
        headings: plan.headings.map(facesOf),
      });
      return {
        texts: textsOf(plan, plan.clauses.keys()),
        finish: (cut) => {
          const offer = offerOf(cut);
          offers.add(offer);
          return { ...entry, offer: packJson(offer) };
        },
        finishOffered: (offer) => ({ ...entry, offer }),
      };
    },
    offers,
    grams: () => gramsOf(gramTexts),
  };
}

/** What grams are made of, once there is time for it: while the words are made of the lexicon, elsewhere. */
interface GramTexts {
  /** The folded texts of the clauses, as UTF-16, and how many units each has. */
  readonly texts: Uint8Array;
  readonly lengths: Uint32Array;
  /** One entry a clause. */
  readonly corrected: readonly (readonly string[])[];
  readonly headings: readonly HeadingFaces[];
}

function gramsOf(plans: readonly GramTexts[]): CorpusGramPostings {
  const grams = createCorpusGramBuilder();
  let [clause, number] = [0, 0];
  for (const { texts, lengths, corrected, headings } of plans) {
    const all = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength).toString('utf16le');
    let from = 0;
    for (const [at, length] of lengths.entries()) {
      grams.addClause(clause, all.slice(from, from + length), corrected[at] ?? []);
      from += length;
      clause += 1;
    }
    for (const faces of headings) {
      grams.addHeading(number, faces);
      number += 1;
    }
  }
  return grams.finish();
}

/** The texts of some clauses of a plan, by their indexes. */
export function textsOf(plan: Plan, clauses: Iterable<number>): PlanTexts {
  const chosen = Array.from(clauses, (at) => plan.clauses[at]).filter((clause) => clause !== undefined);
  return {
    texts: chosen.map(({ text }) => simplifyText(text)),
    headings: chosen.map(({ heading }) => heading),
    titles: plan.headings.map(({ title }) => simplifyText(title)),
    parents: plan.headings.map(({ parent }) => parent),
  };
}
