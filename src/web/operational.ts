// The addresses for whoever runs the site. They are answered at once, whatever the load: a question about the server's
// health that waits in line behind its readers would be answered when it no longer matters.

const OPERATIONAL_PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Whether a request's target, with or without parameters, is one of them. */
export const isOperational = (url: string): boolean => OPERATIONAL_PATHS.has(url.split('?', 1)[0] ?? '');
