import { getHeapStatistics } from 'node:v8';
import { AwsError } from '../../core/errors.ts';
import type { StartSpec } from '../execution/types.ts';
import type { Revision } from './state-machine.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MOST = 1_000_000;
/** What an execution may come to take, in bytes: what runs goes on, and its history grows. */
const BYTES_OF_ONE = 16_384;

/** As many as AWS lets run, or as there is memory for. */
function usual(): number {
  return Math.min(MOST, Math.floor(getHeapStatistics().heap_size_limit / BYTES_OF_ONE));
}

/** What executions run while they are running: how they log, and the role they call as. */
export class Running {
  readonly #most: number;
  readonly #revisions = new Map<string, Revision>();
  /** By the state machine's name: for the children of Distributed Maps. */
  readonly #latest = new Map<string, Revision>();
  /** That of the last child that was asked for: a Map may have many children. */
  #ofChild: { readonly mapRunArn: string; readonly revision: Revision | undefined } | undefined;

  constructor(most: number = usual()) {
    this.#most = most;
  }

  /** @throws ExecutionLimitExceeded where as many run as may */
  checkRoom(): void {
    if (this.#revisions.size < this.#most) return;
    throw new AwsError(
      'ExecutionLimitExceeded',
      `${this.#most} executions are running, and there is no memory for more: some must end or be stopped before a ` +
        'new one is started.',
    );
  }

  /** Before an execution starts, or goes on. */
  begin({ arn, stateMachineName }: StartSpec, revision: Revision): void {
    this.#revisions.set(arn, revision);
    this.#latest.set(stateMachineName, revision);
    this.#ofChild = undefined;
  }

  end(spec: StartSpec): void {
    if (spec.mapRunArn === undefined) this.#revisions.delete(spec.arn);
  }

  /** The same as by its ARN, and sooner. */
  revisionOfSpec(spec: StartSpec): Revision | undefined {
    const { mapRunArn } = spec;
    if (mapRunArn === undefined) return this.#revisions.get(spec.arn);
    if (this.#ofChild?.mapRunArn !== mapRunArn) {
      const revision = this.#latest.get(spec.stateMachineName.split('/')[0]!);
      this.#ofChild = { mapRunArn, revision };
    }
    return this.#ofChild.revision;
  }

  /** A child (`...:name/label:...`) runs what the state machine did that started its Map Run. */
  revisionOf(executionArn: string): Revision | undefined {
    const own = this.#revisions.get(executionArn);
    if (own !== undefined) return own;
    const slash = executionArn.indexOf('/');
    if (slash < 0) return undefined;
    return this.#latest.get(executionArn.slice(executionArn.lastIndexOf(':', slash) + 1, slash));
  }
}
