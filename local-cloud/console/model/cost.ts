import { listPrice } from '../../src/scenarios/cost.ts';
import { attemptsOf } from './attempts.ts';
import type { Stay } from './replay.ts';
import type { Look } from './status.ts';

/** State transitions as AWS bills them, and their list price in US dollars. */
export interface Cost {
  readonly transitions: number;
  readonly dollars: number;
}

/** What a stay in a Standard execution has cost until then, with what went on inside of it. */
export function costOf({ run, until }: Look, stay: Stay): Cost {
  const transitions = run.stays
    .filter((one) => one.id >= stay.id && one.id <= until && isWithin(one, stay))
    .reduce((sum, one) => sum + transitionsOf(one, until), 0);
  return { transitions, dollars: listPrice({ type: 'STANDARD', transitions, started: 0 }) };
}

/** To enter a state is one, and so is each retry of its work. */
function transitionsOf(stay: Stay, until: number): number {
  const isTask = stay.events[0]!.type === 'TaskStateEntered';
  return 1 + (isTask ? Math.max(0, attemptsOf(stay, until).length - 1) : 0);
}

function isWithin(stay: Stay | undefined, around: Stay): boolean {
  return stay !== undefined && (stay === around || isWithin(stay.parent, around));
}
