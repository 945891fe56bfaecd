import type { MachineFault } from '../../src/console/fault.ts';
import { levelsOf, type Written } from './definition.ts';

/** What somebody fills in to arm a fault: all of it text. */
export interface FaultForm {
  readonly stateMachine: string;
  readonly state: string;
  /** `lost`: the work is done, and only its answer is lost. */
  readonly kind: 'error' | 'lost' | 'delay';
  readonly error: string;
  readonly cause: string;
  readonly seconds: string;
  /** Numbers with commas or blanks between them; empty for every attempt. */
  readonly attempts: string;
}

/** @throws Error that says what of the form is none */
export function faultOf(form: FaultForm): MachineFault {
  const { stateMachine, state } = form;
  const attempts = form.attempts.split(/[\s,]+/).filter(Boolean);
  const odd = attempts.find((attempt) => !/^[1-9]\d*$/.test(attempt));
  if (odd !== undefined) throw new Error(`"${odd}" is no attempt: write 1 for the first, or 1, 2.`);
  return {
    ...{ stateMachine, state },
    ...effectOf(form),
    ...(attempts.length > 0 && { attempts: attempts.map(Number) }),
  };
}

function effectOf({ kind, error, cause, seconds }: FaultForm): Partial<MachineFault> {
  if (kind === 'delay') {
    const delaySeconds = Number(seconds);
    if (!(delaySeconds > 0)) throw new Error(`"${seconds}" is no number of seconds.`);
    return { delaySeconds };
  }
  if (error.trim() === '') throw new Error('An error has a name, such as States.TaskFailed.');
  return { error, ...(cause && { cause }), ...(kind === 'lost' && { answerLost: true }) };
}

/** The names of the Task states, those inside of others too. */
export function tasksOf({ States }: Written): string[] {
  return Object.entries(States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [name] : []),
    ...levelsOf(state).flatMap(tasksOf),
  ]);
}
