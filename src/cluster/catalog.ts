// The indexes of one name on the cluster: each known by what it was made from, one of them live.
import { ClusterError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { type IndexNote, type IndexSize, indexBody } from './index-shape.ts';

export interface DescribedIndex {
  readonly name: string;
  /** Null for an index that we did not make. */
  readonly note: IndexNote | null;
  readonly isLive: boolean;
}

export interface Catalog {
  /** The name readers' tools use: an alias of the live index. */
  readonly alias: string;
  /** The name of the index that is made from exactly this. */
  nameFor(fingerprint: string): string;
  /** By name; none where there are none. */
  list(): Promise<readonly DescribedIndex[]>;
  /** Whether the cluster has all clauses of the index that is made from exactly this. */
  isComplete(fingerprint: string): Promise<boolean>;
  create(name: string, note: IndexNote, size: IndexSize): Promise<void>;
  /** Marks the index as complete and moves the alias to it, in one step for whoever searches by the alias. */
  makeLive(name: string, note: IndexNote): Promise<void>;
  drop(name: string): Promise<void>;
}

const NAME_DIGITS = 16;

type Mappings = Readonly<Record<string, { readonly mappings: { readonly _meta?: Partial<IndexNote> } }>>;
type Aliases = Readonly<Record<string, unknown>>;

export function createCatalog(cluster: ClusterConnection, alias: string): Catalog {
  const liveNames = async (): Promise<string[]> => {
    const aliases = await orNothing<Aliases>(cluster.ask<Aliases>({ method: 'GET', path: `/_alias/${alias}` }));
    return Object.keys(aliases);
  };
  const nameFor = (fingerprint: string) => `${alias}-${fingerprint.slice(0, NAME_DIGITS)}`;
  return {
    alias,
    nameFor,
    isComplete: async (fingerprint) => {
      const name = nameFor(fingerprint);
      const mappings = await orNothing<Mappings>(cluster.ask<Mappings>({ method: 'GET', path: `/${name}/_mapping` }));
      const note = noteOf(mappings[name]?.mappings._meta);
      return note?.complete === true && note.fingerprint === fingerprint;
    },
    list: async () => {
      const mappings = await orNothing<Mappings>(cluster.ask<Mappings>({ method: 'GET', path: `/${alias}-*/_mapping` }));
      const live = new Set(await liveNames());
      const ours = new RegExp(`^${alias.replaceAll('.', '\\.')}-[0-9a-f]{${NAME_DIGITS}}$`, 'u');
      return Object.entries(mappings)
        .filter(([name]) => ours.test(name))
        .map(
          ([
            name,
            {
              mappings: { _meta },
            },
          ]) => ({ name, note: noteOf(_meta), isLive: live.has(name) }),
        )
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    create: async (name, note, size) => {
      await cluster.ask({ method: 'PUT', path: `/${name}`, body: indexBody(note, size), timeoutMs: 60_000 });
    },
    makeLive: async (name, note) => {
      await cluster.ask({ method: 'PUT', path: `/${name}/_mapping`, body: { _meta: { ...note, complete: true } } });
      const removed = (await liveNames()).filter((other) => other !== name).map((index) => ({ remove: { index, alias } }));
      await cluster.ask({
        method: 'POST',
        path: '/_aliases',
        body: { actions: [...removed, { add: { index: name, alias } }] },
      });
    },
    drop: async (name) => {
      await cluster.ask({ method: 'DELETE', path: `/${name}`, timeoutMs: 60_000 });
    },
  };
}

async function orNothing<Answer extends object>(asked: Promise<Answer>): Promise<Answer | Record<string, never>> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ClusterError && error.trouble === 'missing') return {};
    throw error;
  }
}

function noteOf(meta: Partial<IndexNote> = {}): IndexNote | null {
  const { fingerprint, complete, plans, clauses } = meta;
  if (fingerprint === undefined || complete === undefined || plans === undefined || clauses === undefined) return null;
  return { fingerprint, complete, plans, clauses };
}
