/**
 * A value that is there now, or will be. Paths, templates and expressions give it at once; only
 * calls give a promise. The engine goes on without a promise wherever it can.
 */
export type Eventually<T> = T | Promise<T>;

/** `next(value)`, now if the value is there. */
export function chain<T, U>(
  value: Eventually<T>,
  next: (value: T) => Eventually<U>,
): Eventually<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** All values in order; now if all are there. */
export function all<T>(values: readonly Eventually<T>[]): Eventually<T[]> {
  for (const value of values) if (value instanceof Promise) return Promise.all(values);
  return values as T[];
}
