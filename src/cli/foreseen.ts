// What the person who called a command is told: of an error that we foresee its message, of any other where it happened.
import { isNodeError } from '../corpus/files.ts';
import { ForeseenError } from '../text/foreseen-error.ts';

export const isForeseen = (error: unknown): error is ForeseenError => error instanceof ForeseenError;

export function messageOf(error: unknown): string {
  if (isForeseen(error)) return error.message;
  if (isNodeError(error) && (error.code === 'EMFILE' || error.code === 'ENFILE')) {
    return `more files are open than may be (${error.message}); raise the limit, e.g. ulimit -n 1024, or LimitNOFILE of a service`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
