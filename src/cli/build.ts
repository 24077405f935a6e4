import type { Arguments } from './command-line.ts';
import type { BUILD } from './command-lines.ts';
import type { Config } from './config.ts';
import type { Output } from './output.ts';
import { prepareEngine } from './prepare.ts';

/** Builds the index anew, whatever is stored. Throws where it cannot be stored. */
export async function build(_given: Arguments<typeof BUILD>, config: Config, output: Output): Promise<number> {
  await prepareEngine(config, output, { alwaysBuild: true });
  return 0;
}
