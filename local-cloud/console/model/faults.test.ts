import { expect, test } from 'vitest';
import { machineFault } from '../../src/console/fault.ts';
import { faultOf, tasksOf } from './faults.ts';

const FORM = {
  ...{ stateMachine: 'tea', state: 'Brew', error: 'Cold', cause: '', seconds: '5', attempts: '' },
  kind: 'error',
} as const;

test.each([
  [{}, { error: 'Cold' }],
  [{ cause: 'no gas' }, { error: 'Cold', cause: 'no gas' }],
  [{ attempts: '1, 3' }, { error: 'Cold', attempts: [1, 3] }],
  [{ kind: 'delay' as const }, { delaySeconds: 5 }],
  [{ kind: 'lost' as const }, { error: 'Cold', answerLost: true }],
])('%j is armed as %j', (changes, expected) => {
  const fault = faultOf({ ...FORM, ...changes });
  expect(fault).toEqual({ stateMachine: 'tea', state: 'Brew', ...expected });
  expect(machineFault.parse(fault)).toEqual(fault);
});

test.each([
  [{ attempts: 'first' }, '"first" is no attempt'],
  [{ attempts: '1, 0' }, '"0" is no attempt'],
  [{ attempts: '1-3' }, '"1-3" is no attempt'],
  [{ error: ' ' }, 'An error has a name'],
  [{ kind: 'delay' as const, seconds: '' }, '"" is no number of seconds'],
  [{ kind: 'delay' as const, seconds: 'x' }, '"x" is no number of seconds'],
])('%j is told to be none', (changes, told) => {
  expect(() => faultOf({ ...FORM, ...changes })).toThrow(told);
});

test('an error without a name is refused', () => {
  expect(machineFault.safeParse({ state: 'Brew', error: '' }).success).toBe(false);
});

test('a fault that would strike at no attempt is refused', () => {
  expect(machineFault.safeParse({ state: 'Brew', error: 'Cold', attempts: [] }).success).toBe(
    false,
  );
});

test('tasks are found at every level', () => {
  const task = { Type: 'Task' };
  const inside = { StartAt: 'Pour', States: { Pour: task } };
  const States = {
    Brew: task,
    Wait: { Type: 'Wait' },
    Cups: { Type: 'Map', ItemProcessor: inside },
  };
  expect(tasksOf({ StartAt: 'Brew', States })).toEqual(['Brew', 'Pour']);
});
