type Step = string | readonly string[];

/**
 * An expected path and the one that was taken, line by line: what both begin and end with once,
 * between that what was expected (`-`) and what was entered instead (`+`).
 */
export function pathLines(expected: readonly Step[], entered: readonly string[]): string[] {
  const first = matching(expected, entered);
  const left = { expected: expected.slice(first.steps), entered: entered.slice(first.states) };
  const last = matching(left.expected.toReversed(), left.entered.toReversed());
  const end = (list: readonly unknown[], count: number) => list.length - count;
  return [
    ...expected.slice(0, first.steps).map((step) => `      ${nameOf(step)}`),
    ...left.expected
      .slice(0, end(left.expected, last.steps))
      .map((step) => `    - ${nameOf(step)}`),
    ...left.entered.slice(0, end(left.entered, last.states)).map((state) => `    + ${state}`),
    ...left.expected.slice(end(left.expected, last.steps)).map((step) => `      ${nameOf(step)}`),
  ];
}

/** How many steps agree from the start, and how many states they stand for. */
function matching(expected: readonly Step[], entered: readonly string[]) {
  let [steps, states] = [0, 0];
  for (const step of expected) {
    const wanted = [step].flat();
    const taken = entered.slice(states, states + wanted.length);
    if (wanted.toSorted().join('\n') !== taken.toSorted().join('\n')) break;
    steps += 1;
    states += wanted.length;
  }
  return { steps, states };
}

function nameOf(step: Step): string {
  return typeof step === 'string' ? step : `${step.join(', ')} (in any order)`;
}
