import { ForeseenError } from '../text/foreseen-error.ts';

/** A command called wrongly, or about something that does not exist; the message says what to call instead. */
export class UsageError extends ForeseenError {
  override readonly name = 'UsageError';
}
