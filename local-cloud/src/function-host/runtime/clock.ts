/**
 * Makes `Date` tell cloud time: `Date.now()`, `new Date()` and `Date()`. `performance` stays real.
 *
 * @param time see `WorkerData.time`
 * @returns cloud time in whole milliseconds
 */
export function shiftDate(time: Float64Array): () => number {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now;
  const now = () => {
    const frozenAt = time[1]!;
    return Math.trunc((Number.isNaN(frozenAt) ? realNow() : frozenAt) + time[0]!);
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
