import { readSync } from 'node:fs';

/** Cloud time minus source time in milliseconds, and the source time of a frozen clock or NaN. */
export type ReadTime = () => Float64Array;

/** @param file the descriptor of the host's `TimeFile`, which this process inherited */
export function timeOf(file: number): ReadTime {
  const time = new Float64Array(2);
  return () => {
    readSync(file, time, 0, 16, 0);
    return time;
  };
}

/**
 * Makes `Date` tell cloud time: `Date.now()`, `new Date()` and `Date()`. `performance` stays real.
 *
 * @returns cloud time in whole milliseconds
 */
export function shiftDate(read: ReadTime): () => number {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now;
  const now = () => {
    const [offset, frozenAt] = read() as unknown as [number, number];
    return Math.trunc((Number.isNaN(frozenAt) ? realNow() : frozenAt) + offset);
  };
  RealDate.now = now;
  const CloudDate = new Proxy(RealDate, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.prototype.constructor = CloudDate;
  globalThis.Date = CloudDate;
  return now;
}
