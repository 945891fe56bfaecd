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
export function inTurn<T>(each: readonly (() => Eventually<T>)[]): Eventually<T[]> {
  return times(each.length, (index) => each[index]!());
}

/** What it gives for 0, 1, ... up to `count` of them, each after the one before. */
function times<T>(
  count: number,
  give: (index: number) => Eventually<T>,
  given: T[] = [],
): Eventually<T[]> {
  while (given.length < count) {
    const value = give(given.length);
    if (value instanceof Promise) {
      return value.then((later) => {
        given.push(later);
        return times(count, give, given);
      });
    }
    given.push(value);
  }
  return given;
}
