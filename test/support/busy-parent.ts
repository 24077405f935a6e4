// Has a file worked on by `busy-program.ts` for ever. Ends itself when it is told to.
import { fileURLToPath } from 'node:url';
import { createGuardedProcess } from '../../src/corpus/readers/guarded-process.ts';

const program = fileURLToPath(new URL('./busy-program.ts', import.meta.url));
process.once('SIGTERM', () => process.exit(0));
await createGuardedProcess({ program }).run({ path: process.argv[2] ?? '' });
