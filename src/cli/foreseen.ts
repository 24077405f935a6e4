// Errors that we foresee carry their cure in their message; anything else is ours to mend and shows where it happened.
import { ClusterError, FillError } from '../cluster/cluster-error.ts';
import { ManifestError } from '../corpus/manifest.ts';
import { ReadError } from '../corpus/readers/document.ts';
import { SeedsError } from '../corpus/seeds.ts';
import { ThemesError } from '../corpus/themes.ts';
import { SynonymsError } from '../search/synonyms.ts';
import { BuildError } from './build-apart.ts';
import { ConfigError } from './config.ts';
import { UsageError } from './usage.ts';

const FORESEEN = [
  UsageError,
  ConfigError,
  SeedsError,
  ManifestError,
  ThemesError,
  SynonymsError,
  ReadError,
  BuildError,
  ClusterError,
  FillError,
];

export const isForeseen = (error: unknown): error is Error => FORESEEN.some((kind) => error instanceof kind);

/** What the person who called a command is told. */
export function messageOf(error: unknown): string {
  if (isForeseen(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
