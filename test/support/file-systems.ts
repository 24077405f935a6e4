// A small disk and one that may not be written need a file system of their own, which only an administrator can make.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs with a new file system of these options of tmpfs, which is gone afterwards. */
export async function withFileSystem(options: string, run: (folder: string) => Promise<void>): Promise<void> {
  const above = mkdtempSync(join(tmpdir(), 'plan-clause-search-disk-'));
  const folder = join(above, 'disk');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  try {
    await run(folder);
  } finally {
    execFileSync('umount', ['-l', folder]);
    rmSync(above, { recursive: true });
  }
}

export const canMount: boolean = await (async () => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    await withFileSystem('size=4k', async () => {});
    return true;
  } catch {
    return false;
  }
})();
