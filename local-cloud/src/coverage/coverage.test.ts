import { expect, test } from 'vitest';
import type { ReportedEvent } from '../client/executions.ts';
import { parseDefinition } from '../stepfunctions/language/parse.ts';
import { coverageOf, percentOf } from './coverage.ts';
import { historyOf, named, TASK } from './testing.ts';

const MACHINE = {
  StartAt: 'Known?',
  States: {
    'Known?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.known', BooleanEquals: true, Next: 'Greet' }],
      Default: 'Ask',
    },
    Ask: { ...TASK, Next: 'Greet' },
    Greet: { Type: 'Pass', End: true },
  },
};

test('without a history nothing is covered', () => {
  expect(named('covered', MACHINE)).toEqual([]);
  expect(named('not covered', MACHINE)).toEqual([
    'Known?',
    'Known?: Choices[0] (-> Greet)',
    'Known?: Default (-> Ask)',
    'Ask',
    'Greet',
  ]);
});

test('an execution covers the states it entered and the rules it took', async () => {
  const history = await historyOf(MACHINE, { known: true });
  expect(named('not covered', MACHINE, history)).toEqual(['Known?: Default (-> Ask)', 'Ask']);
});

test('what one execution leaves out another one covers', async () => {
  const histories = [
    await historyOf(MACHINE, { known: true }),
    await historyOf(MACHINE, { known: false }),
  ];
  expect(named('not covered', MACHINE, ...histories)).toEqual([]);
  const points = coverageOf(parseDefinition(JSON.stringify(MACHINE)), histories);
  expect(percentOf(points)).toBe(100);
});

test('the share is of all points alike', async () => {
  const history = await historyOf(MACHINE, { known: true });
  const points = coverageOf(parseDefinition(JSON.stringify(MACHINE)), [history]);
  expect(percentOf(points)).toBe(60);
});

test('a Parallel covers each branch that has begun', async () => {
  const branch = (name: string) => ({ StartAt: name, States: { [name]: { ...TASK, End: true } } });
  const machine = {
    StartAt: 'Both',
    States: { Both: { Type: 'Parallel', Branches: [branch('One'), branch('Other')], End: true } },
  };
  expect(named('covered', machine, await historyOf(machine))).toEqual([
    'Both',
    'Both: Branches[0] (One)',
    'Both: Branches[1] (Other)',
    'One',
    'Other',
  ]);
});

test('a Map over nothing has run no iteration', async () => {
  const machine = {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemsPath: '$.items',
        ItemProcessor: { StartAt: 'Do', States: { Do: { Type: 'Pass', End: true } } },
        End: true,
      },
    },
  };
  expect(named('not covered', machine, await historyOf(machine, { items: [] }))).toEqual([
    'Each: ItemProcessor (Do)',
    'Do',
  ]);
  expect(named('not covered', machine, await historyOf(machine, { items: [1] }))).toEqual([]);
});

test('child executions of a Distributed Map cover the states inside it', () => {
  const machine = {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Try',
          States: {
            Try: {
              ...TASK,
              Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Give Up' }],
              End: true,
            },
            'Give Up': { Type: 'Pass', End: true },
          },
        },
        End: true,
      },
    },
  };
  const parent = frozen([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'MapStateEntered', { name: 'Each' }],
    [3, 2, 'MapStateStarted', { length: 1 }],
    [4, 3, 'MapRunStarted', { mapRunArn: 'arn' }],
    [5, 4, 'MapRunSucceeded'],
    [6, 5, 'MapStateSucceeded'],
    [7, 5, 'MapStateExited', { name: 'Each' }],
    [8, 7, 'ExecutionSucceeded'],
  ]);
  const child = frozen([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'TaskStateEntered', { name: 'Try' }],
    [3, 2, 'TaskScheduled'],
    [4, 3, 'TaskStarted'],
    [5, 4, 'TaskFailed', { error: 'Broken' }],
    [6, 5, 'TaskStateExited', { name: 'Try' }],
    [7, 6, 'PassStateEntered', { name: 'Give Up' }],
    [8, 7, 'PassStateExited', { name: 'Give Up' }],
    [9, 8, 'ExecutionSucceeded'],
  ]);
  expect(named('covered', machine, parent)).toEqual(['Each']);
  expect(named('not covered', machine, parent, child)).toEqual([]);
});

/** Id, the event it follows, type, details: as a log without execution data has them. */
type Row = readonly [number, number, string, Record<string, unknown>?];

function frozen(rows: readonly Row[]): ReportedEvent[] {
  return rows.map(([id, previous, type, details = {}]) => ({
    id,
    previous,
    time: 0,
    type,
    ...(/State(Entered|Exited)$/.test(type) && { state: String(details.name) }),
    details,
  }));
}

test('the attempt of a redrive is no retry', () => {
  const machine = {
    StartAt: 'Do',
    States: { Do: { ...TASK, Retry: [{ ErrorEquals: ['Broken'] }], End: true } },
  };
  const failed: readonly Row[] = [
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'TaskStateEntered', { name: 'Do' }],
    [3, 2, 'TaskScheduled'],
    [4, 3, 'TaskFailed', { error: 'Broken' }],
    [5, 4, 'ExecutionFailed', { error: 'Broken' }],
  ];
  const redriven: readonly Row[] = [
    [6, 5, 'ExecutionRedriven'],
    [7, 4, 'TaskScheduled'],
    [8, 7, 'TaskFailed', { error: 'Broken' }],
  ];
  expect(named('covered', machine, frozen([...failed, ...redriven]))).toEqual(['Do']);
  const retried: Row = [9, 8, 'TaskScheduled'];
  expect(named('covered', machine, frozen([...failed, ...redriven, retried]))).toEqual([
    'Do',
    'Do: Retry[0] (Broken)',
  ]);
});

test('a redriven Parallel that had failed may be retried again', () => {
  const machine = {
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'Do', States: { Do: { ...TASK, End: true } } }],
        Retry: [{ ErrorEquals: ['Slow'] }],
        End: true,
      },
    },
  };
  const history = frozen([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'ParallelStateEntered', { name: 'Both' }],
    [3, 2, 'ParallelStateStarted'],
    [4, 3, 'TaskStateEntered', { name: 'Do' }],
    [5, 4, 'TaskScheduled'],
    [6, 5, 'TaskFailed', { error: 'Broken' }],
    [7, 6, 'TaskStateAborted'],
    [8, 6, 'ParallelStateFailed'],
    [9, 8, 'ExecutionFailed', { error: 'Broken' }],
    [10, 9, 'ExecutionRedriven'],
    [11, 6, 'TaskScheduled'],
    [12, 11, 'TaskFailed', { error: 'Slow' }],
    [13, 12, 'TaskStateAborted'],
    [14, 12, 'ParallelStateStarted'],
  ]);
  expect(named('not covered', machine, history)).toEqual([]);
});
