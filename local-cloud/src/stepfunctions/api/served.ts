import type { CallContext, Permission } from '../../core/service.ts';
import type { Served } from '../../services/members.ts';
import { type Constraint, checkInput } from './constraints.ts';

/** An operation of the Step Functions API. */
export function serve<Input extends object, Output>(operation: {
  /** The members it honours, and what the API model says they must be. */
  readonly members: Readonly<Record<keyof Input & string, Constraint>>;
  permissions(input: Input): readonly Permission[];
  handle(input: Input, context: CallContext): Output | Promise<Output>;
}): Served<Input, Output> {
  return {
    members: Object.keys(operation.members) as (keyof Input & string)[],
    permissions: (input) => operation.permissions(input),
    handle(input, context) {
      checkInput(input, operation.members);
      return operation.handle(input, context);
    },
  };
}

export type { Served };
