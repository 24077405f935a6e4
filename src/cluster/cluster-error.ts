// What can go wrong with a cluster. Apart from the client, so that a server without a cluster need not load it.
import { ForeseenError } from '../text/foreseen-error.ts';

/**
 * `away`: no node answers, or no copy of a shard. `busy`: it asks to be left alone for a while. `refused`: it does not know
 * us, or may not let us in. `missing`: there is no such index. `rejected`: it does not understand the request.
 */
export type ClusterTrouble = 'away' | 'busy' | 'refused' | 'missing' | 'rejected';

/** What a cluster answered instead of an answer; the message is for operators. */
export class ClusterError extends ForeseenError {
  override readonly name = 'ClusterError';
  readonly trouble: ClusterTrouble;

  constructor(trouble: ClusterTrouble, message: string) {
    super(message);
    this.trouble = trouble;
  }
}

/** The index is not what was sent; the message says where. Running the command again sends what is wrong anew. */
export class FillError extends ForeseenError {
  override readonly name = 'FillError';
}
