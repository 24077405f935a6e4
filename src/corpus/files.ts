/** Whether an error comes from the system with a code (`ENOENT`, `EACCES` …). */
export const isNodeError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error;
