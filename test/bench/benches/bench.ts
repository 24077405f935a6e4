// What every bench is given and gives back.
import type { SearchEngine } from '../../../src/search/engine.ts';
import type { CorpusFolders } from '../corpora.ts';
import type { Table } from '../table.ts';
import type { Outcome } from '../targets.ts';

export interface BenchInput extends CorpusFolders {
  readonly scale: number;
  readonly seed: number;
  readonly rounds: number;
  /** Which peers take part in the search, by their short names; all where there are none. */
  readonly peers: readonly string[];
  /** The engine over the corpus, made when a bench first asks for it. */
  engine(): Promise<SearchEngine>;
}

export interface BenchResult {
  readonly tables: readonly Table[];
  readonly outcomes: readonly Outcome[];
}

export type Bench = (input: BenchInput) => Promise<BenchResult>;
