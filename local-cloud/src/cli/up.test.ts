import { expect, test } from 'vitest';
import { describeChange } from './up.ts';

const at = (time: string) => Date.parse(`2030-01-07T${time}Z`);
const change = {
  ...{ arn: 'arn', name: 'one', stateMachine: 'shop-tea', status: 'RUNNING' as const },
  ...{ error: undefined, started: at('09:00:00') },
};

test('an execution is told when it starts, when it is redriven, and when it ends', () => {
  expect(describeChange(change, 'shop')).toBe('09:00:00  tea  one  started');
  const failed = { status: 'FAILED' as const, error: 'Cold', ended: at('09:00:05') };
  expect(describeChange({ ...change, ...failed }, 'shop')).toBe(
    '09:00:05  tea  one  FAILED in 5 s  Cold',
  );
  const redriven = { ...change, redriven: at('10:00:00') };
  expect(describeChange(redriven, 'shop')).toBe('10:00:00  tea  one  redriven');
  const ended = { status: 'SUCCEEDED' as const, ended: at('10:00:01') };
  expect(describeChange({ ...redriven, ...ended }, 'shop')).toBe(
    '10:00:01  tea  one  SUCCEEDED in 1h 1s',
  );
});

test('an error that an execution made up steers no terminal, and begins no line of its own', () => {
  const failed = {
    status: 'FAILED' as const,
    error: '\u001b[2JCold\r\n09:00 paid',
    ended: at('09:00:05'),
  };
  expect(describeChange({ ...change, ...failed }, 'shop')).toBe(
    '09:00:05  tea  one  FAILED in 5 s  \ufffd[2JCold 09:00 paid',
  );
});
