import type { Payload } from './payload.ts';
import type { StartSpec } from './types.ts';

/** What an execution tells of what it was started with, and of its result. */
export abstract class OfSpec {
  abstract readonly spec: StartSpec;
  /** The output, once it has succeeded. */
  abstract readonly result?: Payload | undefined;

  get arn(): string {
    return this.spec.arn;
  }
  get name(): string {
    return this.spec.name;
  }
  get stateMachineArn(): string {
    return this.spec.stateMachineArn;
  }
  get input(): string {
    return this.spec.input;
  }
  get output(): string | undefined {
    return this.result?.text;
  }
}
