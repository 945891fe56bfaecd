import type { StartSpec } from '../execution/types.ts';
import type { Revision } from './state-machine.ts';

/** What executions run while they are running: how they log, and the role they call as. */
export class Running {
  readonly #revisions = new Map<string, Revision>();
  /** By the state machine's name: for the children of Distributed Maps. */
  readonly #latest = new Map<string, Revision>();
  /** By the names of children's (`name/label`), those of the state machines. */
  readonly #machines = new Map<string, string>();

  /** Before an execution starts, or goes on. */
  begin({ arn, stateMachineName }: StartSpec, revision: Revision): void {
    this.#revisions.set(arn, revision);
    this.#latest.set(stateMachineName, revision);
  }

  end(spec: StartSpec): void {
    if (spec.mapRunArn === undefined) this.#revisions.delete(spec.arn);
  }

  /** The same as by its ARN, and sooner: a Map may have many children. */
  revisionOfSpec(spec: StartSpec): Revision | undefined {
    if (spec.mapRunArn === undefined) return this.#revisions.get(spec.arn);
    const { stateMachineName } = spec;
    let machine = this.#machines.get(stateMachineName);
    if (machine === undefined) {
      machine = stateMachineName.split('/')[0]!;
      this.#machines.set(stateMachineName, machine);
    }
    return this.#latest.get(machine);
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
