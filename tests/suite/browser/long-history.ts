/** Pass states in a row, as the AWS CLI prints their events. */
export function longHistory(length: number): object[] {
  const last = { type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '{}' } };
  return Array.from({ length }, (_, at) => {
    const name = `State ${Math.floor((at - 1) / 2) % 40}`;
    const step =
      at % 2 === 1
        ? { type: 'PassStateEntered', stateEnteredEventDetails: { name, input: '{}' } }
        : { type: 'PassStateExited', stateExitedEventDetails: { name, output: '{}' } };
    const kind = at === 0 ? { type: 'ExecutionStarted' } : at === length - 1 ? last : step;
    const timestamp = new Date(Date.UTC(2030, 0, 7) + at).toISOString();
    return { timestamp, id: at + 1, previousEventId: at, ...kind };
  });
}

/** Parallels inside of each other, deeper than a page can go. */
export function deepHistory(length: number): object[] {
  const timestamp = new Date(Date.UTC(2030, 0, 7)).toISOString();
  return Array.from({ length }, (_, at) => {
    const entered = {
      type: 'ParallelStateEntered',
      stateEnteredEventDetails: { name: `Level ${at}`, input: '{}' },
    };
    const kind = at % 2 === 0 ? entered : { type: 'ParallelStateStarted' };
    return { timestamp, id: at + 1, previousEventId: at, ...kind };
  });
}
