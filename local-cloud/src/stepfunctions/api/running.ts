import type { StartSpec } from '../execution/types.ts';
import type { Revision } from './state-machine.ts';

/** What executions run while they are running: how they log, and the role they call as. */
export class Running {
  readonly #revisions = new Map<string, Revision>();
  /** By the state machine's name: for the children of Distributed Maps. */
  readonly #latest = new Map<string, Revision>();
  /** That of the last child that was asked for: a Map may have many children. */
  #ofChild: { readonly mapRunArn: string; readonly revision: Revision | undefined } | undefined;

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
