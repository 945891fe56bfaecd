/**
 * Action patterns as IAM has them: `*` is any text, also none, `?` one character, and upper and
 * lower case are the same.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */

/** Whether there can be an action that both patterns match. */
export function overlaps(left: string, right: string): boolean {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  return decide(a, b, (i, j, holds) => {
    if (a[i] === '*' && (holds(i + 1, j) || (j < b.length && holds(i, j + 1)))) return true;
    if (b[j] === '*' && (holds(i, j + 1) || (i < a.length && holds(i + 1, j)))) return true;
    if (i === a.length || j === b.length || a[i] === '*' || b[j] === '*') return false;
    return (a[i] === b[j] || a[i] === '?' || b[j] === '?') && holds(i + 1, j + 1);
  });
}

/**
 * Whether the pattern matches every action that the other one matches. In doubt it says no: patterns
 * that cover each other only by way of a `?` against a `*` are not recognised.
 */
export function covers(pattern: string, other: string): boolean {
  const [a, b] = [pattern.toLowerCase(), other.toLowerCase()];
  return decide(a, b, (i, j, holds) => {
    if (a[i] === '*') return holds(i + 1, j) || (j < b.length && holds(i, j + 1));
    // What stands for any text is covered by what does too, and by nothing else.
    if (i === a.length || j === b.length || b[j] === '*') return false;
    return (a[i] === '?' || a[i] === b[j]) && holds(i + 1, j + 1);
  });
}

type Holds = (i: number, j: number) => boolean;

/**
 * Whether something holds of two texts from their first characters on. It is decided from the back,
 * for every pair of places in them once: no pattern takes long, whoever wrote it.
 */
function decide(
  a: string,
  b: string,
  rule: (i: number, j: number, holds: Holds) => boolean,
): boolean {
  const width = b.length + 1;
  const known = new Uint8Array((a.length + 1) * width);
  // Both at their ends: nothing is left that could differ.
  known[known.length - 1] = 1;
  const holds: Holds = (i, j) => known[i * width + j] === 1;
  for (let place = known.length - 2; place >= 0; place--) {
    if (rule(Math.floor(place / width), place % width, holds)) known[place] = 1;
  }
  return holds(0, 0);
}
