import { AssertionError } from 'node:assert';
import { expect, test } from 'vitest';
import type { Execution } from './execution.ts';
import { type ExpectedExecution, expectExecution } from './expect-execution.ts';

const ARN = 'arn:aws:states:us-east-1:123456789012:execution:Order:one';

const ended: Execution = {
  arn: ARN,
  name: 'one',
  stateMachine: 'Order',
  type: 'STANDARD',
  status: 'SUCCEEDED',
  output: { shipped: true, parcels: 2 },
  started: 0,
  ended: 1,
  path: ['Check', 'Charge', 'Pack', 'Ship'],
  transitions: 4,
  events: [{ id: 1, previous: 0, time: 0, type: 'ExecutionStarted', details: {} }],
};

function thrownBy(execution: Execution, expected: ExpectedExecution): AssertionError {
  try {
    expectExecution(execution, expected);
  } catch (error) {
    return error as AssertionError;
  }
  throw new Error('nothing was thrown');
}

test('what is not named is free, and branches may be entered in any order', () => {
  expectExecution(ended, {});
  expectExecution(ended, { output: { shipped: true } });
  expectExecution(ended, { status: 'SUCCEEDED', path: ['Check', ['Pack', 'Charge'], 'Ship'] });
});

test('what differs is listed in an AssertionError that test runners can show as a diff', () => {
  const error = thrownBy(ended, { status: 'FAILED', output: { shipped: false, parcels: 2 } });
  expect(error).toBeInstanceOf(AssertionError);
  expect(error.message).toBe(
    `${ARN} is not as expected
  status: expected "FAILED", got "SUCCEEDED"
  output.shipped: expected false, got true`,
  );
  expect(error.expected).toEqual({ status: 'FAILED', output: { shipped: false, parcels: 2 } });
  expect(error.actual).toEqual({ status: 'SUCCEEDED', output: { shipped: true, parcels: 2 } });
});

test('of two paths it shows what they share once, and between that what differs', () => {
  const { message } = thrownBy(ended, { path: ['Check', ['Charge', 'Pack'], 'Weigh', 'Ship'] });
  expect(message.split('\n').slice(1)).toEqual([
    '  path (- expected, + entered):',
    '      Check',
    '      Charge, Pack (in any order)',
    '    - Weigh',
    '      Ship',
  ]);
});

test('a path that ends too early shows where, and what the execution failed with', () => {
  const failed = { ...ended, status: 'FAILED', error: 'SoldOut', cause: 'No tea', path: ['Check'] };
  const { message } = thrownBy(failed, { path: ['Check', 'Ship'] });
  expect(message.split('\n').slice(2)).toEqual([
    '      Check',
    '    - Ship',
    '  it ended with SoldOut: No tea',
  ]);
});

test('states that are entered again are told apart', () => {
  const again = { ...ended, path: ['Ask', 'Wait', 'Ask', 'Wait', 'Done'] };
  const { message } = thrownBy(again, { path: ['Ask', 'Wait', 'Done'] });
  expect(message.split('\n').slice(2)).toEqual([
    '      Ask',
    '      Wait',
    '    + Ask',
    '    + Wait',
    '      Done',
  ]);
});

test('a path that nobody logged is said to be unknown, not wrong', () => {
  const { message } = thrownBy(
    { ...ended, type: 'EXPRESS', events: [], path: [] },
    { path: ['A'] },
  );
  expect(message).toContain('only if its state machine logs at level ALL');
});

test('a name that is no part of an expectation is refused', () => {
  expect(() => expectExecution(ended, { statuz: 'FAILED' } as never)).toThrow(
    /"statuz".*Did you mean "status"\?/s,
  );
});
