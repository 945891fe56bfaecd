import { attemptsOf } from './attempts.ts';
import type { Stay } from './replay.ts';
import { type Look, statusOf } from './status.ts';

/** Where a time stands between the first and the last, from 0 to 1. */
export interface Scale {
  at(time: number): number;
  /** Times to write at the axis, one for each of so many equal parts. */
  timeAt(share: number): number;
}

/**
 * The times of an execution on a line. Three days of waiting would leave no room for what takes
 * milliseconds: unless it is true to scale, what takes ten times as long is drawn a little longer.
 *
 * @param times in ms since 1970, in order
 */
export function scaleOf(times: readonly number[], isTrue: boolean): Scale {
  const known = [...new Set(times)];
  const places = [0];
  for (let at = 1; at < known.length; at += 1) {
    const gap = known[at]! - known[at - 1]!;
    places.push(places[at - 1]! + (isTrue ? gap : Math.log10(1 + gap)));
  }
  const whole = places.at(-1) || 1;
  return {
    at: (time) => between(known, places, time) / whole,
    timeAt: (share) => between(places, known, share * whole),
  };
}

/** What belongs to a value of `from`, in `to`. */
function between(from: readonly number[], to: readonly number[], value: number): number {
  const after = indexAfter(from, value);
  if (after === 0) return to[0] ?? 0;
  if (after === from.length) return to.at(-1)!;
  const [a, b] = [from[after - 1]!, from[after]!];
  const share = (value - a) / (b - a);
  return to[after - 1]! + share * (to[after]! - to[after - 1]!);
}

/** Of the first that is greater. */
function indexAfter(values: readonly number[], value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A piece of time, and how it stands. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly status: string;
}

/** A stay on the line: all of it, and in it the attempts. */
export interface Bar extends Piece {
  readonly attempts: readonly Piece[];
}

/** How long a stay and its attempts took until then. */
export function barOf(look: Look, stay: Stay): Bar {
  const { until, last, isOver } = look;
  const now = last?.time ?? stay.events[0]!.time;
  const isLeft = stay.exited !== undefined && stay.exited.id <= until;
  const lastOwn = stay.events.findLast(({ id }) => id <= until)!.time;
  const to = isLeft ? stay.exited!.time : isOver ? lastOwn : now;
  const attempts = attemptsOf(look, stay).map(({ began, ended, error }) => ({
    ...{ from: began, to: ended ?? to },
    status: ended === undefined ? 'running' : error === undefined ? 'succeeded' : 'failed',
  }));
  return { from: stay.events[0]!.time, to, status: statusOf(look, stay) ?? 'running', attempts };
}
