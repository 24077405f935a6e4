/** A command called wrongly, or about something that does not exist; the message says what to call instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
