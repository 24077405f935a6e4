// The worth of a clause worked out on the cluster: the part of the ranking that needs no look at the text. It says which
// clauses are worth looking at; the order that a reader sees is the shared ranking's, and `greatestOtherFactor` bounds how
// far that can differ. The formulas are those of `search/rank.ts` and `indexing/clause-index.ts`, their constants come from
// there, and the contract suite holds the two against each other.
import { BM25, type ClauseIndex, type WeightedTerm } from '../indexing/clause-index.ts';
import type { ClauseTable } from '../indexing/clause-table.ts';
import type { FieldName } from '../indexing/fields.ts';
import { type Query, queryTerms } from '../search/query.ts';
import { averageLengthOf, standingFactors } from '../search/rank.ts';
import { WEIGHTS } from '../search/weights.ts';
import type { JsonObject } from './connection.ts';
import { holding } from './literal-query.ts';

/** What the clauses are scored by, beside the query. */
export interface WorthContext {
  readonly clauses: ClauseIndex;
  readonly table: ClauseTable;
}

/** Scores the clauses that `among` lets through by words and places. `matching` is how many match, whatever the filters. */
export function worthOfMatches(
  query: Query,
  terms: readonly WeightedTerm[],
  matching: number,
  among: readonly JsonObject[],
  context: WorthContext,
): JsonObject {
  const should = [places(query, matching, context.table), ...words(terms, context.clauses)];
  return standing({ bool: { filter: among, should } });
}

/** Scores the clauses that `among` lets through and that hold at least one of the terms. */
export const worthOfTerms = (terms: readonly WeightedTerm[], among: JsonObject, { clauses }: WorthContext): JsonObject =>
  standing({ bool: { must: words(terms, clauses), filter: [among] } });

const FIELD: Readonly<Record<FieldName, 'words' | 'path'>> = { text: 'words', path: 'path' };

// Each term is worth its BM25+ in each field, and their sum is multiplied by the number of terms that a clause holds.
function words(terms: readonly WeightedTerm[], clauses: ClauseIndex): JsonObject[] {
  const known = terms.map((term) => ({ term, factors: clauses.factorsOf(term) })).filter(({ factors }) => factors.length > 0);
  if (known.length === 0) return [];
  const should = known.flatMap(({ term: { term }, factors }) =>
    factors.map(({ field, factor, averageLength }) => ({
      script_score: {
        query: { term: { [FIELD[field]]: { value: term } } },
        script: {
          source:
            'params.factor * (params.d + _score * (params.k + 1) / (_score + params.k * (1 - params.b + params.b * doc[params.length].value / params.average)))',
          params: { ...BM25, factor, average: averageLength, length: `${FIELD[field]}Length` },
        },
      },
    })),
  );
  const held = known.map(({ term: { term } }) => ({
    filter: { bool: { should: Object.values(FIELD).map((field) => ({ term: { [field]: { value: term } } })) } },
    weight: 1,
  }));
  return [
    {
      function_score: {
        query: { bool: { should, minimum_should_match: 1 } },
        functions: held,
        score_mode: 'sum',
        boost_mode: 'multiply',
      },
    },
  ];
}

// BM25 of the query's strings taken together.
function places(query: Query, matching: number, table: ClauseTable): JsonObject {
  const rarity = Math.log(1 + (table.size - matching + 0.5) / (matching + 0.5));
  const { literal, saturation, lengthNorm } = WEIGHTS;
  return {
    script_score: {
      query: { bool: { should: queryTerms(query).map((term) => holding('text', term)), minimum_should_match: 1 } },
      script: {
        source:
          "long count = Math.round(_score); params.factor * count / (count + params.saturation * (1 - params.norm + params.norm * doc['length'].value / params.average))",
        params: {
          factor: literal * rarity * (saturation + 1),
          saturation,
          norm: lengthNorm,
          average: averageLengthOf(table),
        },
      },
    },
  };
}

function standing(query: JsonObject): JsonObject {
  const { roleFactors, kindFactors } = standingFactors();
  return {
    script_score: {
      query,
      script: {
        source:
          "double length = doc['length'].value; _score * params.roles[(int) doc['role'].value] * params.kinds[(int) doc['kind'].value] * length / (length + params.half)",
        params: { roles: roleFactors, kinds: kindFactors, half: WEIGHTS.halfLength },
      },
    },
  };
}
