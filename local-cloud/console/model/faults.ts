import type { MachineFault } from '../../src/console/fault.ts';
import { levelsOf, type Written } from './definition.ts';

/** What somebody fills in to arm a fault: all of it text. */
export interface FaultForm {
  readonly stateMachine: string;
  readonly state: string;
  readonly kind: 'error' | 'delay';
  readonly error: string;
  readonly cause: string;
  readonly seconds: string;
  /** Numbers with commas or blanks between them; empty for every attempt. */
  readonly attempts: string;
}

export function faultOf(form: FaultForm): MachineFault {
  const { stateMachine, state, kind, error, cause, seconds } = form;
  const attempts = form.attempts
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  return {
    ...{ stateMachine, state },
    ...(kind === 'error' ? { error, ...(cause && { cause }) } : { delaySeconds: Number(seconds) }),
    ...(attempts.length > 0 && { attempts }),
  };
}

/** The names of the Task states, those inside of others too. */
export function tasksOf({ States }: Written): string[] {
  return Object.entries(States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [name] : []),
    ...levelsOf(state).flatMap(tasksOf),
  ]);
}
