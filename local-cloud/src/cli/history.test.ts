import { expect, test } from 'vitest';
import type { ExecutionReport } from '../client/executions.ts';
import { findExecution } from './history.ts';

const executions = ['first', 'again', 'again'].map((name, index) => ({
  arn: `arn:${index}`,
  name,
})) as unknown as readonly ExecutionReport[];

test.each([
  ['first', 'arn:0'],
  ['again', 'arn:2'],
  ['arn:1', 'arn:1'],
  ['last', 'arn:2'],
])('an execution is found as %s', (wanted, arn) => {
  expect(findExecution(executions, wanted).arn).toBe(arn);
});

test('one that is not there is told by what was probably meant', () => {
  expect(() => findExecution(executions, 'frist')).toThrow('There is no execution "frist"');
  expect(() => findExecution([], 'last')).toThrow('There is no execution "last"');
});
