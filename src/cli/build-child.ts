// The building process: brings the stored index up to date, tells how far it is, ends. Arguments: seeds folder, index folder.
import type { BuilderMessage } from './build-apart.ts';
import { isForeseen, messageOf } from './foreseen.ts';
import type { Output } from './output.ts';
import { prepareParts } from './prepare.ts';

// Without the server that has asked for it nobody needs the rest.
const leave = () => process.exit(1);
process.on('disconnect', leave);

const say = (message: BuilderMessage) => process.send?.(message);
const output: Output = {
  line: (line) => say({ state: 'progress', line }),
  error: (line) => say({ state: 'progress', line }),
  rewrite: null,
};

const [seedsDir = '', indexDir = ''] = process.argv.slice(2);
try {
  await prepareParts({ seedsDir, indexDir }, output);
} catch (error) {
  say({ state: 'failed', message: messageOf(error), isForeseen: isForeseen(error) });
  process.exitCode = 1;
}
process.off('disconnect', leave);
process.disconnect();
