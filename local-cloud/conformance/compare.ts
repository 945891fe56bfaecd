/** Placeholders inside recorded texts: `<uuid:1>`, `<ExecArnPart_0idx>`, `<<task_token>:1>`. */
const PLACEHOLDER = /<+[A-Za-z][\w./ :-]*>+(?::\d+>)?/g;

export interface CompareOptions {
  /** Strings of the recording that stand for anything. */
  readonly wildcards?: ReadonlySet<string>;
  /** Members that are not looked at, wherever they stand. */
  readonly ignore?: ReadonlySet<string>;
  /** What numbered placeholders stood for so far: `<uuid:1>` is the same thing wherever it stands. */
  readonly bound?: Map<string, string>;
}

/**
 * What differs between a recording and what we did; empty when nothing does. JSON texts are
 * compared as JSON, since the recordings parsed some and AWS's spacing changed over the years.
 */
export function differences(
  expected: unknown,
  actual: unknown,
  options: CompareOptions = {},
): string[] {
  const found: string[] = [];
  compare(expected, actual, '$', options, found);
  return found;
}

function compare(
  expected: unknown,
  actual: unknown,
  path: string,
  options: CompareOptions,
  found: string[],
): void {
  if (typeof expected === 'string') compareText(expected, actual, path, options, found);
  else if (Array.isArray(expected)) compareArray(expected, parsed(actual), path, options, found);
  else if (typeof expected === 'object' && expected !== null) {
    compareObject(expected, parsed(actual), path, options, found);
  } else if (expected !== actual && expected !== parsed(actual)) {
    found.push(`${path}: expected ${show(expected)}, got ${show(actual)}`);
  }
}

function compareText(
  expected: string,
  actual: unknown,
  path: string,
  options: CompareOptions,
  found: string[],
): void {
  if (options.wildcards?.has(expected) || expected === actual) return;
  if (typeof actual === 'string' && fits(expected, actual, options.bound)) return;
  const structure = parsed(expected);
  if (structure !== expected && typeof actual === 'string') {
    const inner: string[] = [];
    compare(structure, parsed(actual), path, options, inner);
    if (inner.length === 0) return;
  }
  found.push(`${path}: expected ${show(expected)}, got ${show(actual)}`);
}

/** Whether the text is what one with placeholders stands for. */
function fits(expected: string, actual: string, bound: Map<string, string> | undefined): boolean {
  const parts = expected.split(PLACEHOLDER);
  if (parts.length === 1) return false;
  const pattern = new RegExp(`^${parts.map((part) => escaped(part)).join('([\\s\\S]+?)')}$`);
  const [, ...values] = pattern.exec(actual) ?? [];
  if (values.length === 0) return false;
  return bound === undefined || bind(expected.match(PLACEHOLDER)!, values, bound);
}

/** Notes what numbered placeholders stand for. False: one stood for something else before. */
function bind(names: readonly string[], values: readonly string[], bound: Map<string, string>) {
  const numbered = names.flatMap((name, index) =>
    /:\d+>$/.test(name) ? [[name, values[index]!] as const] : [],
  );
  if (numbered.some(([name, value]) => (bound.get(name) ?? value) !== value)) return false;
  for (const [name, value] of numbered) bound.set(name, value);
  return true;
}

function compareArray(
  expected: readonly unknown[],
  actual: unknown,
  path: string,
  options: CompareOptions,
  found: string[],
): void {
  if (!Array.isArray(actual)) {
    found.push(`${path}: expected an array, got ${show(actual)}`);
    return;
  }
  if (expected.length !== actual.length) {
    found.push(`${path}: length ${expected.length} expected, got ${actual.length}`);
  }
  for (let index = 0; index < Math.min(expected.length, actual.length); index++) {
    compare(expected[index], actual[index], `${path}[${index}]`, options, found);
  }
}

function compareObject(
  expected: object,
  actual: unknown,
  path: string,
  options: CompareOptions,
  found: string[],
): void {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
    found.push(`${path}: expected an object, got ${show(actual)}`);
    return;
  }
  const ignored = (name: string): boolean => options.ignore?.has(name) ?? false;
  for (const [name, value] of Object.entries(expected)) {
    if (ignored(name)) continue;
    if (name in actual) {
      compare(value, (actual as Record<string, unknown>)[name], `${path}.${name}`, options, found);
    } else found.push(`${path}: lacks ${name}`);
  }
  for (const [name, value] of Object.entries(actual)) {
    if (!(name in expected) && !ignored(name))
      found.push(`${path}: extra ${name} = ${show(value)}`);
  }
}

/** Most texts are none: to find that out by reading them takes a hundred times as long. */
export function mayBeJson(text: string): boolean {
  return /^\s*(?:[[{"\d-]|true|false|null)/.test(text);
}

/** What a JSON text stands for; any other value is itself. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !mayBeJson(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
