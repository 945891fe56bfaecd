/** What jsonata marks its functions with: objects in which this is `true`. */
const MARKS = ['_jsonata_lambda', '_jsonata_function'];

/** By what it was found in: whole inputs are given to one expression after the other. */
const known = new WeakMap<object, object>();

/**
 * Data as jsonata takes them for data. A member that is called as a mark and is true is wrapped:
 * `toJson` unwraps it.
 */
export function asData<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before as Value;
  const text = JSON.stringify(value);
  const data = text.includes('"_jsonata_') ? JSON.parse(text, wrapped) : value;
  known.set(value, data);
  return data;
}

/** Each of them for itself: whole inputs are in more than one object. */
export function allAsData(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asData(value)]));
}

function wrapped(name: string, value: unknown): unknown {
  return value === true && MARKS.includes(name) ? Object(true) : value;
}

/** A function of jsonata's: an object with functions in it, which data have none of. */
export function isLambda(value: object): boolean {
  const { _jsonata_lambda, _jsonata_function, environment, implementation } = value as {
    _jsonata_lambda?: unknown;
    _jsonata_function?: unknown;
    environment?: { lookup?: unknown };
    implementation?: unknown;
  };
  return (
    (_jsonata_lambda === true && typeof environment?.lookup === 'function') ||
    (_jsonata_function === true && typeof implementation === 'function')
  );
}
