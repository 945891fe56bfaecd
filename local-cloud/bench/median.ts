/** The one in the middle, of an odd number of them. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Of several rounds, figure by figure. */
export function medians<Figures extends { readonly [Name in keyof Figures]: number }>(
  rounds: readonly Figures[],
): Figures {
  const names = Object.keys(rounds[0]!) as (keyof Figures)[];
  const figures = names.map((name) => [name, median(rounds.map((round) => round[name]))]);
  return Object.fromEntries(figures) as Figures;
}
