import type { ReportedEvent } from '../client/executions.ts';
import type { Definition, State } from '../stepfunctions/language/definition.ts';
import { rulesFor } from './choices.ts';
import { catchersFor, retriersFor } from './handlers.ts';
import { allStates, keyOf, type Point, pointsOf } from './points.ts';
import { type Step, trace } from './trace.ts';

/** `cannot tell`: the histories fit more than one point, and no other shows which it was. */
export type Status = 'covered' | 'cannot tell' | 'not covered';

export interface PointCoverage extends Point {
  readonly status: Status;
}

/**
 * What the executions of a state machine came through, told by their histories and nothing else:
 * each one's events in order, child executions of Distributed Maps on their own. Names and errors
 * are enough; execution data tells more where two rules of a Choice lead to the same state.
 */
export function coverageOf(
  definition: Definition,
  histories: readonly (readonly ReportedEvent[])[],
): PointCoverage[] {
  const states = allStates(definition);
  const covered = new Set<string>();
  const possible = new Set<string>();
  for (const step of histories.flatMap((events) => trace(states, events))) {
    const state = states.get(step.state);
    if (state === undefined) continue;
    const keys = partsOf(state, step).map((part) => keyOf(step.state, part));
    for (const key of keys) (keys.length === 1 ? covered : possible).add(key);
  }
  const isCovered = (point: Point) => covered.has(evidenceOf(point));
  return pointsOf(definition).map((point) => {
    if (isCovered(point)) return { ...point, status: 'covered' };
    const key = keyOf(point.state, point.part);
    return { ...point, status: possible.has(key) ? 'cannot tell' : 'not covered' };
  });
}

/** How much of it is covered, in percent. */
export function percentOf(points: readonly PointCoverage[]): number {
  const covered = points.filter(({ status }) => status === 'covered').length;
  return points.length === 0 ? 100 : (100 * covered) / points.length;
}

/** A branch or an iteration has run when its first state was entered. */
function evidenceOf({ kind, state, part, about }: Point): string {
  return kind === 'branch' || kind === 'iteration' ? keyOf(about) : keyOf(state, part);
}

/** The parts of a state that a step may have come through. */
function partsOf(state: State, step: Step): string[] {
  if (step.kind === 'entered') return [''];
  if (step.kind === 'retried') return retriersFor(state, step.trouble);
  return state.Type === 'Choice' ? rulesFor(state, step) : catchersFor(state, step);
}
