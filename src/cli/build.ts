import type { Config } from './config.ts';
import type { Output } from './output.ts';
import { prepareEngine } from './prepare.ts';

/** Builds the index anew, whatever is stored. */
export async function build(_args: readonly string[], config: Config, output: Output): Promise<number> {
  await prepareEngine(config, output, { alwaysBuild: true });
  return 0;
}
