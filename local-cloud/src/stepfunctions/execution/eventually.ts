/**
 * A value that is there now, or will be. Paths and templates give it at once; calls, and JSONata
 * that takes long, give a promise. The engine goes on without a promise wherever it can.
 */
export type Eventually<T> = T | Promise<T>;

/** `next(value)`, now if the value is there. */
export function chain<T, U>(
  value: Eventually<T>,
  next: (value: T) => Eventually<U>,
): Eventually<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** What they give, each after the one before; now if all give it at once. */
export function inTurn<T>(
  each: readonly (() => Eventually<T>)[],
  given: T[] = [],
): Eventually<T[]> {
  while (given.length < each.length) {
    const value = each[given.length]!();
    if (value instanceof Promise) {
      return value.then((later) => {
        given.push(later);
        return inTurn(each, given);
      });
    }
    given.push(value);
  }
  return given;
}
