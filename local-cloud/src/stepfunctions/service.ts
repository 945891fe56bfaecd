import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import type { Cloud, Service, TaskOrigin } from '../core/service.ts';
import { stateOf } from '../core/state.ts';
import type { Context } from './api/context.ts';
import { type ContextOptions, createContext } from './api/create-context.ts';
import { taskNames } from './api/definition-states.ts';
import { refusal } from './api/errors.ts';
import { type ForkPoint, fork } from './api/fork.ts';
import type { ExecutionWatch } from './api/journal.ts';
import { MachinesState } from './api/machines-state.ts';
import { operations } from './api/operations.ts';
import type { Execution } from './execution/types.ts';
import { type Fault, Faults } from './integrations/faults.ts';

/** Step Functions, and what the local cloud can do with it that AWS has no API for. */
export interface StepFunctions extends Service {
  /** Failures and delays to inject into Task states. */
  readonly faults: Faults;
  /** Injects these failures and delays, in place of all others, into Task states that there are. */
  setFaults(faults: readonly Fault[]): void;
  /** Injects one more; gives its id. */
  addFault(fault: Fault): string;
  /** Starts a new execution at a state of an old one. */
  fork(executionArn: string, at: ForkPoint): Execution;
  /** The task that waits for the first token in a text. */
  taskIn(text: string): TaskOrigin | undefined;
  /** Executions go no further. */
  close(): void;
}

/** AWS Step Functions: the API on the engine. */
export function createStepFunctions(
  cloud: Cloud,
  watch: ExecutionWatch = {},
  options: ContextOptions = {},
): StepFunctions {
  const faults = new Faults();
  const context = createContext(cloud, faults, watch, options);
  return {
    sdkId: 'SFN',
    operations: operations(context),
    refusal,
    state: stateOf({
      tokens: context.engine.tokens,
      activities: context.activities,
      faults,
      machines: new MachinesState(context),
    }),
    faults,
    setFaults(wanted) {
      checkStates(context, wanted);
      faults.replace(wanted);
    },
    addFault(wanted) {
      checkStates(context, [wanted]);
      return faults.add(wanted);
    },
    fork: (executionArn, at) => fork(context, executionArn, at),
    taskIn: (text) => context.engine.taskIn(text),
    close: () => context.engine.close(),
  };
}

/** Throws a UserError for a fault of a state that no state machine has: it would never strike. */
function checkStates({ machines }: Context, faults: readonly Fault[]): void {
  const revisions = machines
    .list()
    .flatMap(({ current, versions }) => [
      current,
      ...[...versions.values()].map((v) => v.revision),
    ]);
  const names = new Set(revisions.flatMap(({ machine }) => taskNames(machine.definition)));
  const unknown = faults.find(({ state }) => !names.has(state));
  if (unknown === undefined) return;
  throw new UserError(`No state machine has a Task state '${unknown.state}'`, {
    why: 'A fault strikes the tasks of a Task state.',
    fix: `${didYouMean(unknown.state, names)}Take one of: ${[...names].join(', ') || 'none'}`,
  });
}
