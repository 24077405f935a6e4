// The way to the cluster: the official client, and its many errors as one kind that says what to do.
import { Client, errors } from '@opensearch-project/opensearch';
import { ClusterError, type ClusterTrouble } from './cluster-error.ts';

/** Where the cluster is and how it is entered. */
export interface ClusterAddress {
  /** Of several nodes: a request goes to the next one where one does not answer. */
  readonly urls: readonly string[];
  readonly username?: string;
  readonly password?: string;
  readonly apiKey?: string;
  /** Certificates in PEM that the nodes' own are signed by; without it those that Node trusts. */
  readonly ca?: string;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

export interface ClusterRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: JsonObject;
  /** Instead of a body: JSON values, one a line. */
  readonly lines?: readonly string[];
  readonly timeoutMs?: number;
  /** How often another node is tried; by default as many times as there are nodes, and twice at least. */
  readonly retries?: number;
}

export interface ClusterConnection {
  /** The parsed answer, taken for what the caller says it is. Throws `ClusterError`. */
  ask<Answer>(request: ClusterRequest): Promise<Answer>;
  close(): Promise<void>;
}

/** A search that takes longer has lost its reader; one node that hangs must leave time for the next. */
const ANSWER_MS = 5000;

export function connect({ urls, username, password, apiKey, ca }: ClusterAddress): ClusterConnection {
  const client = new Client({
    nodes: [...urls],
    requestTimeout: ANSWER_MS,
    ...(username !== undefined && { auth: { username, password: password ?? '' } }),
    ...(apiKey !== undefined && { headers: { Authorization: `ApiKey ${apiKey}` } }),
    ...(ca !== undefined && { ssl: { ca } }),
  });
  const nodeRetries = Math.max(2, urls.length);
  return {
    ask: async ({ method, path, query = {}, body, lines, timeoutMs = ANSWER_MS, retries = nodeRetries }) => {
      try {
        const answer = await client.transport.request(
          { method, path, querystring: { ...query }, ...(body && { body }), ...(lines && { bulkBody: [...lines] }) },
          { requestTimeout: timeoutMs, maxRetries: retries },
        );
        return answer.body;
      } catch (error) {
        throw asClusterError(error, urls);
      }
    },
    close: () => client.close(),
  };
}

function asClusterError(error: unknown, urls: readonly string[]): unknown {
  const where = urls.join(', ');
  if (error instanceof errors.ResponseError) {
    const status = error.statusCode ?? 0;
    const trouble = troubleOf(status);
    const cure = trouble === 'refused' ? ' (check OPENSEARCH_USERNAME and OPENSEARCH_PASSWORD, or OPENSEARCH_API_KEY)' : '';
    return new ClusterError(
      trouble,
      `the cluster at ${where} answered ${status}: ${reasonOf(error.body) ?? error.message}${cure}`,
    );
  }
  if (error instanceof errors.OpenSearchClientError) {
    return new ClusterError('away', `the cluster at ${where} does not answer: ${error.message}`);
  }
  return error;
}

function troubleOf(status: number): ClusterTrouble {
  if (status === 401 || status === 403) return 'refused';
  if (status === 404) return 'missing';
  if (status === 429) return 'busy';
  return status >= 500 ? 'away' : 'rejected';
}

interface ErrorBody {
  readonly error?: string | { readonly reason?: string; readonly root_cause?: readonly { readonly reason?: string }[] };
}

function reasonOf(body: ErrorBody | string | null | undefined): string | undefined {
  if (typeof body === 'string') return body.slice(0, 300);
  const error = body?.error;
  if (typeof error === 'string') return error;
  return error?.root_cause?.[0]?.reason ?? error?.reason;
}
