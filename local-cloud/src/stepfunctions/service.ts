import type { Cloud, Service } from '../core/service.ts';
import { stateOf } from '../core/state.ts';
import { createContext } from './api/create-context.ts';
import { refusal } from './api/errors.ts';
import { type ForkPoint, fork } from './api/fork.ts';
import type { ExecutionChange } from './api/journal.ts';
import { MachinesState } from './api/machines-state.ts';
import { operations } from './api/operations.ts';
import type { Execution } from './execution/types.ts';
import { Faults } from './integrations/faults.ts';

/** Step Functions, and what the local cloud can do with it that AWS has no API for. */
export interface StepFunctions extends Service {
  /** Failures and delays to inject into Task states. */
  readonly faults: Faults;
  /** Starts a new execution at a state of an old one. */
  fork(executionArn: string, at: ForkPoint): Execution;
}

/** AWS Step Functions: the API on the engine. */
export function createStepFunctions(
  cloud: Cloud,
  onExecution?: (change: ExecutionChange) => void,
): StepFunctions {
  const faults = new Faults();
  const context = createContext(cloud, faults, onExecution);
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
    fork: (executionArn, at) => fork(context, executionArn, at),
  };
}
