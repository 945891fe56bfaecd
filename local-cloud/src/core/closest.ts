/** Nobody types a longer name. */
const LONGEST = 200;

/**
 * The name that was probably meant: the one with the fewest typing errors in it (a letter too many,
 * too few, another, or two swapped), if they are at most a third of the word, or one that begins
 * with it. Undefined: none is close.
 */
export function closest(word: string, names: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  let best: { name: string; errors: number } | undefined;
  for (const name of names) {
    const begins = word.length > 1 && name.startsWith(word);
    const errors = begins ? 1 : distance(word, name);
    if (errors < (best?.errors ?? Number.POSITIVE_INFINITY)) best = { name, errors };
  }
  const most = Math.max(1, Math.floor(word.length / 3));
  return best !== undefined && best.errors <= most ? best.name : undefined;
}

/** `Did you mean "<prefix>x"? `, or nothing. */
export function didYouMean(word: string, names: Iterable<string>, prefix = ''): string {
  const meant = closest(word, names);
  return meant === undefined ? '' : `Did you mean "${prefix}${meant}"? `;
}

/** Restricted Damerau-Levenshtein distance: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance */
function distance(from: string, to: string): number {
  let [before, row]: [number[], number[]] = [
    [],
    Array.from({ length: to.length + 1 }, (_, i) => i),
  ];
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const other = from[i - 1] === to[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + other);
      const areSwapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (j > 1 && i > 1 && areSwapped) next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    [before, row] = [row, next];
  }
  return row[to.length]!;
}
