// The names that a seeds folder itself uses: no file of a plan may have one of them.
import { basename } from 'node:path';

export const MANIFEST = 'plans.json';
/** The folder of the vocabularies that a seeds folder has of its own. */
export const VOCABULARY = 'vocabulary';
/** The folder of the files from which plans were imported. */
export const ORIGINALS = 'originals';
/** There while the folder is being changed. */
export const LOCK = 'plans.lock';

/** Names one change of the folder and no other. */
const TOKEN = '[0-9a-f]{16}';
const ASIDE = new RegExp(`\\.${TOKEN}\\.tmp$`, 'u');
const CLAIM = new RegExp(`^plans\\.lock\\.${TOKEN}$`, 'u');

export const isToken = (text: string): boolean => new RegExp(`^${TOKEN}$`, 'u').test(text);

/** The name a file has until it is whole. */
export const asideName = (path: string, token: string): string => `${path}.${token}.tmp`;
export const isAside = (name: string): boolean => ASIDE.test(name);

/** The right to take over the lock of that token. */
export const claimName = (lock: string, token: string): string => `${lock}.${token}`;
export const isClaim = (name: string): boolean => CLAIM.test(name);

/** Whether a name comes and goes with the changes of a folder and says nothing of its plans. */
export const isPassing = (name: string): boolean => name === LOCK || isClaim(name) || isAside(name);

/** Whether a file of a plan can have this name: no path, none of the folder's own names in any case, nothing invisible. */
export function isPlanFileName(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    name.trim() !== '' &&
    name !== '.' &&
    name !== '..' &&
    basename(name) === name &&
    !/[/\\\p{Cc}\p{Cs}]/u.test(name) &&
    ![MANIFEST, VOCABULARY, ORIGINALS, LOCK].includes(lower) &&
    !isClaim(lower) &&
    !isAside(lower)
  );
}
