import { expect, test } from 'vitest';
import type { ReportedEvent } from '../../src/client/executions.ts';
import { replay } from './replay.ts';
import { lookAt, statusOf } from './status.ts';

type Row = readonly [id: number, previous: number, type: string, state?: string];

const eventsOf = (rows: readonly Row[]): ReportedEvent[] =>
  rows.map(([id, previous, type, state]) => ({
    ...{ id, previous, type, time: id, details: { name: state } },
    ...(state !== undefined && { state }),
  }));

/**
 * A Parallel fails in one of its branches, is retried, and fails again. As AWS records it, a Task that failed
 * is closed like what went on beside it, and a Fail state is not.
 */
const RETRIED: readonly Row[] = [
  [1, 0, 'ExecutionStarted'],
  [2, 0, 'ParallelStateEntered', 'Both'],
  [3, 2, 'ParallelStateStarted'],
  [4, 3, 'WaitStateEntered', 'Wait'],
  [5, 3, 'TaskStateEntered', 'Do'],
  [6, 5, 'TaskScheduled'],
  [7, 6, 'TaskFailed'],
  [8, 7, 'WaitStateAborted'],
  [9, 7, 'TaskStateAborted'],
  [10, 7, 'ParallelStateStarted'],
  [11, 10, 'WaitStateEntered', 'Wait'],
  [12, 10, 'FailStateEntered', 'Do'],
  [13, 12, 'WaitStateAborted'],
  [14, 12, 'ParallelStateFailed'],
  [15, 14, 'ExecutionFailed'],
];

const run = replay(eventsOf(RETRIED));
const [, wait, work, waitAgain, workAgain] = run.stays;
const at = (until: number) =>
  [wait, work, waitAgain, workAgain].map((stay) => statusOf(lookAt(run, until), stay!));

test('what went on beside a failed branch is stopped, and what failed there has failed', () => {
  expect(at(7)).toEqual(['running', 'retrying', undefined, undefined]);
  expect(at(9)).toEqual(['stopped', 'failed', undefined, undefined]);
  expect(at(12)).toEqual(['stopped', 'failed', 'running', 'failed']);
  expect(at(15)).toEqual(['stopped', 'failed', 'stopped', 'failed']);
});
