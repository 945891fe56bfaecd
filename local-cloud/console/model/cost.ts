import { ATTEMPT } from '../../src/client/executions.ts';
import { listPrice } from '../../src/scenarios/cost.ts';
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
function transitionsOf({ events }: Stay, until: number): number {
  const begun = events.filter(({ id, type }) => id <= until && ATTEMPT.test(type));
  return 1 + Math.max(0, begun.length - 1);
}

function isWithin(stay: Stay | undefined, around: Stay): boolean {
  return stay !== undefined && (stay === around || isWithin(stay.parent, around));
}
