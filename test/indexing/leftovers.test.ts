import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asideName, removeLeftovers } from '../../src/indexing/leftovers.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';
import { projectFolder } from '../support/server-process.ts';

const { folderWith } = temporaryFolders();
const HOUR_MS = 3_600_000;

/** A folder with these files, each changed so many ms ago. */
function folderOf(ages: Readonly<Record<string, number>>): string {
  const folder = folderWith(Object.fromEntries(Object.keys(ages).map((name) => [name, 'torn'])));
  for (const [name, age] of Object.entries(ages)) {
    const changedAt = new Date(Date.now() - age);
    utimesSync(join(folder, name), changedAt, changedAt);
  }
  return folder;
}

/** The number of a process that is no more. */
const pidOfTheDead = (): number => spawnSync(process.execPath, ['-e', '0']).pid;

/** What another process calls what it writes aside. */
const NAMING = "console.log(await (await import('./src/indexing/leftovers.ts')).asideName('x.idx'))";

function namingProcess(after: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', `${NAMING}; ${after}`], {
    cwd: projectFolder,
  });
  const named = once(child.stdout, 'data').then(([text]) => String(text).trim());
  return { child, named };
}

async function leftIn(folder: string): Promise<string[]> {
  await removeLeftovers(folder, 'x.idx');
  return readdirSync(folder).sort();
}

describe('what a writer has left', () => {
  it.skipIf(!existsSync('/proc/self/ns/pid'))('goes at once when the writer is dead, and stays while it lives', async () => {
    const [dead, living] = [namingProcess(''), namingProcess('setInterval(() => {}, 1000)')];
    const names = [await dead.named, await living.named, await asideName('x.idx')];
    if (dead.child.exitCode === null) await once(dead.child, 'close');
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, 0])));
    expect(await leftIn(folder)).toEqual(names.slice(1).sort());
    living.child.kill('SIGKILL');
    await once(living.child, 'close');
    expect(await leftIn(folder)).toEqual(names.slice(2));
  });

  it('of a process that cannot be judged goes after an hour', async () => {
    // As a number says nothing of a process of another machine or container.
    const dead = pidOfTheDead();
    const folder = folderOf({
      [`x.idx.${dead}.tmp`]: 0,
      'x.idx.2.tmp': 2 * HOUR_MS,
      [`x.idx.0123456789ab-${dead}-1.tmp`]: 0,
      'x.idx.0123456789ab-2-1.tmp': 2 * HOUR_MS,
    });
    expect(await leftIn(folder)).toEqual([`x.idx.0123456789ab-${dead}-1.tmp`, `x.idx.${dead}.tmp`].sort());
  });

  it('does not pile up: of what cannot be judged, the eight that were changed last stay', async () => {
    const ages = Object.fromEntries(
      Array.from({ length: 20 }, (_unused, age) => [`x.idx.place-${100 + age}-1.tmp`, age * 1_000]),
    );
    expect(await leftIn(folderOf(ages))).toEqual(Object.keys(ages).slice(0, 8));
  });

  it('is nothing else', async () => {
    const folder = folderOf({ 'x.idx': 2 * HOUR_MS, 'y.idx.1.tmp': 2 * HOUR_MS, 'x.idx.bak': 2 * HOUR_MS });
    writeFileSync(join(folder, 'x.idx.tmp.txt'), '');
    expect(await leftIn(folder)).toHaveLength(4);
  });
});
