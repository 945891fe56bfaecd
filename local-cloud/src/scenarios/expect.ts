/**
 * What differs between what was expected and what there is; empty when it matches. Objects are
 * compared member by member and may have more members than expected; lists and plain values
 * must be equal.
 */
export function differences(expected: unknown, actual: unknown, at: string): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return [mismatch(expected, actual, at)];
    }
    return expected.flatMap((item, index) => differences(item, actual[index], `${at}[${index}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return [mismatch(expected, actual, at)];
    return Object.entries(expected).flatMap(([key, member]) =>
      differences(member, (actual as Record<string, unknown>)[key], `${at}.${key}`),
    );
  }
  return Object.is(expected, actual) ? [] : [mismatch(expected, actual, at)];
}

function mismatch(expected: unknown, actual: unknown, at: string): string {
  return `${at}: expected ${show(expected)}, got ${show(actual)}`;
}

/** A value as a problem shows it: JSON, its beginning where it is long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

/**
 * Compares the states an execution entered with the path a scenario expects. A list inside the
 * expected path is a set of states entered in any order.
 */
export function pathDifference(
  expected: readonly (string | readonly string[])[],
  actual: readonly string[],
): string[] {
  const rest = [...actual];
  for (const step of expected) {
    const wanted = typeof step === 'string' ? [step] : [...step];
    const entered = rest.splice(0, wanted.length);
    if (wanted.sort().join('\n') !== entered.sort().join('\n')) {
      return [mismatch(expected, actual, 'path')];
    }
  }
  return rest.length === 0 ? [] : [mismatch(expected, actual, 'path')];
}
