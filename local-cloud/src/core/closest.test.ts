import { expect, test } from 'vitest';
import { closest } from './closest.ts';

const NAMES = ['up', 'demo', 'executions', 'history', 'bank-account', 'credit-card'];

test.each([
  ['demmo', 'demo'],
  ['dmeo', 'demo'],
  ['histroy', 'history'],
  ['execution', 'executions'],
  ['bank', 'bank-account'],
  ['bank-acount', 'bank-account'],
  ['credit-crad', 'credit-card'],
  ['pu', 'up'],
])('%s was meant to be %s', (word, name) => {
  expect(closest(word, NAMES)).toBe(name);
});

test.each(['fly', 'x', '', 'account-of-a-bank'])('nothing is close to "%s"', (word) => {
  expect(closest(word, NAMES)).toBeUndefined();
});
