/**
 * An array with what JSONata remembers of it.
 * https://docs.jsonata.org/processing#sequences
 */
export interface Marked extends Array<unknown> {
  /** A sequence: one thing found is that thing, none is nothing. */
  sequence?: true;
  /** `[]` was asked for: one thing found stays an array. */
  keepSingleton?: true;
  /** Written as an array at an end of a path: it is one item of a sequence. */
  cons?: true;
  /** The items are tuples. */
  tuples?: true;
  /** The array that stands for an input that is an array. */
  wrapper?: true;
}

export function isSequence(value: unknown): value is Marked {
  return Array.isArray(value) && (value as Marked).sequence === true;
}

/** Makes an array of its own a sequence. */
export function sequence(items: unknown[]): Marked {
  const marked: Marked = items;
  marked.sequence = true;
  return marked;
}

/** The value of a node: what is left of a sequence once it is complete. */
export function settled(value: unknown): unknown {
  if (!isSequence(value) || value.tuples) return value;
  if (value.length > 1 || (value.length === 1 && value.keepSingleton)) return value;
  return value[0];
}

/** The value of a sequence that was just made of these items. */
export function settledItems(items: unknown[]): unknown {
  return items.length > 1 ? sequence(items) : items[0];
}

/** What was found, arrays in it taken apart; the array itself where there are none. */
export function flat(found: unknown[]): unknown[] {
  for (let index = 0; index < found.length; index++) {
    if (isToFlatten(found[index])) return flattened(found);
  }
  return found;
}

function flattened(found: readonly unknown[]): unknown[] {
  const items: unknown[] = [];
  for (const value of found) {
    if (!isToFlatten(value)) items.push(value);
    else for (const item of value) items.push(item);
  }
  return items;
}

function isToFlatten(value: unknown): value is unknown[] {
  return Array.isArray(value) && !(value as Marked).cons;
}

/** `$append`: both as one array, nothing disregarded. */
export function append(left: unknown, right: unknown): unknown {
  if (left === undefined) return right;
  if (right === undefined) return left;
  const items = Array.isArray(left) ? left : [left];
  return items.concat(right);
}
