// What the person who called a command is told: of an error that we foresee its message, of any other where it happened.
import { ForeseenError } from '../text/foreseen-error.ts';

export const isForeseen = (error: unknown): error is ForeseenError => error instanceof ForeseenError;

export function messageOf(error: unknown): string {
  if (isForeseen(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
