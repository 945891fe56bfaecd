/**
 * How much of values was read, written and measured, in characters of JSON, about. What is done in steps
 * looks at it before and after one: a step over a large value takes as long as thousands over small ones.
 */
let characters = 0;

/** So many characters more. */
export function addEffort(more: number): void {
  characters += more;
}

/** What was done since the process began. */
export function effort(): number {
  return characters;
}
