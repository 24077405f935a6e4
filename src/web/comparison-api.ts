// The JSON routes of the comparisons. Names and shapes are a public contract, as those of the search are.
import type { Request, Response } from 'express';
import { NO_THEME } from '../comparison/matrix.ts';
import { standardIndicator } from '../comparison/targets/standard-indicators.ts';
import { BadRequestError } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { comparedClauses } from './compare-columns.ts';
import { parseCompareState } from './compare-state.ts';
import { comparisonOf } from './comparison.ts';
import { distinctiveTerms } from './distinctive-view.ts';
import { kwicLines } from './kwic-lines.ts';
import { parseKwicState } from './kwic-state.ts';
import { findClause } from './lookup.ts';
import { parseMatrixState } from './matrix-state.ts';
import { type LinkedCell, linkedMatrix } from './matrix-table.ts';
import { choiceOf, parametersOf, wholeNumberOf } from './parameters.ts';
import { passagesOf } from './shared-page.ts';
import { minOf, parseSharedState, planIdOf } from './shared-state.ts';
import { chosenTargets } from './targets-page.ts';
import { parseTargetsState } from './targets-state.ts';
import { sideBySide } from './theme-pages.ts';

const MOST_SIMILAR = 20;
const USUAL_SIMILAR = 5;

export function createComparisonApi(engine: SearchEngine) {
  const { library } = engine;
  return {
    async matrix(request: Request, response: Response) {
      const matrix = await linkedMatrix(comparisonOf(engine), library, parseMatrixState(parametersOf(request)));
      // Themes are the columns of the contract; what stands under none of them is given beside the cells.
      const apart = matrix.columns.findIndex(({ id }) => matrix.kind === 'themes' && id === NO_THEME.id);
      const isColumn = (_: unknown, at: number) => at !== apart;
      response.json({
        columns: matrix.columns.filter(isColumn).map(({ id, label, total }) => ({ id, label, total: cellJson(total) })),
        rows: matrix.rows.map(({ plan, district, cells, total }) => {
          const rest = cells[apart];
          return {
            plan,
            district,
            cells: cells.filter(isColumn).map(cellJson),
            ...(rest && { withoutTheme: cellJson(rest) }),
            total: cellJson(total),
          };
        }),
        total: cellJson(matrix.total),
      });
    },
    async kwic(request: Request, response: Response) {
      const parameters = parametersOf(request);
      const limit = wholeNumberOf(parameters, 'limit', { min: 1, max: 1000, absent: 100 });
      const offset = wholeNumberOf(parameters, 'offset', { min: 0, max: 1_000_000_000, absent: 0 });
      const { lines, following, preceding, total } = await kwicLines(engine, parseKwicState(parameters));
      response.json({
        total,
        matching: lines.length,
        lines: lines.slice(offset, offset + limit).map(({ clauseId, plan, district, range, left, term, right }) => ({
          id: clauseId,
          plan,
          district,
          range,
          left,
          term,
          right,
        })),
        next: following,
        previous: preceding,
      });
    },
    async similar(request: Request, response: Response) {
      const parameters = parametersOf(request);
      const id = neededId(parameters);
      const plan = planIdOf(parameters, 'plan', library);
      const limit = wholeNumberOf(parameters, 'limit', { min: 1, max: MOST_SIMILAR, absent: USUAL_SIMILAR });
      findClause(library, id);
      const found =
        (await comparisonOf(engine)
          .counterparts()
          .of(id, { most: limit, ...(plan !== null && { plans: [plan] }) })) ?? [];
      response.json(
        found
          .flatMap(({ plan: of, candidates }) => candidates.map(({ clauseId, score }) => ({ id: clauseId, plan: of, score })))
          .sort((a, b) => b.score - a.score),
      );
    },
    compare(request: Request, response: Response) {
      const state = parseCompareState(parametersOf(request));
      if (state.ids.length === 0) throw new BadRequestError('ids', '请给出条文编号（参数 ids），以逗号隔开。');
      response.json({
        reference: state.ref,
        clauses: comparedClauses(engine, state).map(({ placed, segments, isReference }) => ({
          id: placed.clause.id,
          plan: placed.plan.id,
          text: placed.clause.text,
          segments: isReference ? null : segments,
        })),
      });
    },
    async shared(request: Request, response: Response) {
      const parameters = parametersOf(request);
      const { plan, other } = parseSharedState(parameters, library);
      const passage = ({ id, range }: { id: string; range: readonly [number, number] }) => ({ id, range });
      const { passages } = await passagesOf(engine, { min: minOf(parameters), plan, other });
      response.json(
        passages.map(({ length, a, b, plans }) => ({
          length,
          a: passage(a),
          b: passage(b),
          plans,
        })),
      );
    },
    async distinctive(request: Request, response: Response) {
      const plan = planIdOf(parametersOf(request), 'plan', library);
      const found = await distinctiveTerms(
        engine,
        library.plans.filter(({ id }) => plan === null || id === plan),
      );
      response.json(found.map(({ plan: { id, facts }, terms }) => ({ plan: id, district: facts.district, terms })));
    },
    async themes(request: Request, response: Response) {
      const parameters = parametersOf(request);
      const [all, ...ids] = ['', ...library.themes.map(({ id }) => id)] as const;
      const theme = choiceOf<string>(parameters, 'theme', [all, ...ids]);
      const wanted = library.themes.filter(({ id }) => theme === '' || id === theme);
      const found = await Promise.all(wanted.map(({ id }) => sideBySide(library, id)));
      response.json(found.map(({ theme: facts, plans, absent }) => ({ ...facts, plans, absent })));
    },
    async targets(request: Request, response: Response) {
      const state = parseTargetsState(parametersOf(request), library);
      const targets = await chosenTargets(engine, state);
      response.json(
        targets.map(({ sentenceRange, ...target }) => ({
          ...target,
          district: library.planById(target.plan)?.facts.district ?? target.plan,
          standardIndicator: standardIndicator(target.indicator),
        })),
      );
    },
  };
}

function neededId(parameters: URLSearchParams): string {
  const id = parameters.get('id') ?? '';
  if (id === '') throw new BadRequestError('id', '请给出条文编号（参数 id）。');
  return id;
}

const cellJson = ({ clauses, occurrences, perTenThousand, state, characters, url }: LinkedCell) => ({
  clauses,
  occurrences,
  perTenThousand,
  state,
  characters,
  url,
});
