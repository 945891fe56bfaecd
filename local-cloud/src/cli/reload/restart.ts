/**
 * A line of what has changed, and one of what has gone from the template, that only a restart deploys.
 *
 * @param untouched as an update of the stack names them: what has changed with its properties in
 *   parentheses, what has gone by its logical id alone
 */
export function restartLines(untouched: readonly string[]): string[] {
  const changed = untouched.filter((name) => name.includes('('));
  const gone = untouched.filter((name) => !name.includes('('));
  const lines: string[] = [];
  if (changed.length > 0) {
    lines.push(`Changed, but only a restart deploys it: ${changed.join(', ')}`);
  }
  if (gone.length > 0) {
    lines.push(`Removed, but only a restart takes it down: ${gone.join(', ')}`);
  }
  return lines;
}
