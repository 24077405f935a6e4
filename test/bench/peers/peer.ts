// What every peer is given and asked: the clauses of the corpus, and the list of those that it finds for a query.
import { headingPath, type Library } from '../../../src/corpus/library.ts';

export interface PeerDocument {
  /** The clause's ordinal in the library. */
  readonly id: number;
  readonly text: string;
  /** The titles above the clause, outermost first. */
  readonly path: string;
}

export interface SearchPeer {
  readonly name: string;
  /** All it finds, best first where it ranks: what it hands out itself, not yet turned into ordinals. */
  search(q: string): unknown;
  ordinalsOf(found: unknown): readonly number[];
}

export type CreatePeer = (documents: readonly PeerDocument[]) => SearchPeer | Promise<SearchPeer>;

export const documentsOf = ({ clauses }: Library): PeerDocument[] =>
  clauses.map(({ plan, clause, ordinal }) => ({
    id: ordinal,
    text: clause.text,
    path: headingPath(plan, clause.heading)
      .map(({ title }) => title)
      .join(' '),
  }));

/** A peer whose result has a type of its own. */
export const peerOf = <Found>(peer: {
  readonly name: string;
  search(q: string): Found;
  ordinalsOf(found: Awaited<Found>): readonly number[];
}): SearchPeer => ({ ...peer, ordinalsOf: (found) => peer.ordinalsOf(found as Awaited<Found>) });
