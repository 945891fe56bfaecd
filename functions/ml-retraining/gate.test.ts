import { describe, expect, test } from 'vitest';
import { objection } from './gate.ts';

const GOOD = { state: 'GOOD', error: 0.5 } as const;
const ODD = { state: 'GOOD', error: -4.1 } as const;
const UNUSUAL = { state: 'UNUSUAL', error: 0 } as const;
const REJECTED = { state: 'REJECTED', error: 0 } as const;

const evidence = (
  newDays: readonly (typeof GOOD | typeof ODD | typeof UNUSUAL | typeof REJECTED)[],
) => ({
  candidate: 1,
  naive: 3,
  current: { rmse: 1, newDays },
});

describe('the first model', () => {
  test('is deployed when its error is at most half of a guess', () => {
    expect(objection({ candidate: 1.5, naive: 3 })).toBeUndefined();
  });

  test('is not deployed when it is hardly better than a guess', () => {
    expect(objection({ candidate: 1.51, naive: 3 })).toContain('hardly better');
  });

  test('is not deployed when there is nothing to judge it by', () => {
    expect(objection({ candidate: Number.NaN, naive: 3 })).toContain('hardly better');
    expect(objection({ candidate: 1, naive: Number.NaN })).toContain('hardly better');
  });
});

describe('the model in use is replaced', () => {
  test('after an ordinary day', () => {
    expect(objection(evidence([GOOD]))).toBeUndefined();
  });

  test('by one that is a little worse on old days', () => {
    expect(objection({ ...evidence([GOOD]), candidate: 1.05 })).toBeUndefined();
  });

  test.each([ODD, UNUSUAL, REJECTED])('after three ordinary days for one that is not', (day) => {
    expect(objection(evidence([day, GOOD, GOOD, GOOD]))).toBeUndefined();
  });
});

describe('the model in use stays', () => {
  test('when nothing new can be learned from', () => {
    expect(objection(evidence([]))).toContain('no new day');
    expect(objection(evidence([REJECTED, REJECTED]))).toContain('no new day');
  });

  test.each([ODD, UNUSUAL])('after a day that it did not see coming', (day) => {
    expect(objection(evidence([day]))).toContain('only 0 are as expected');
  });

  test('when more than a quarter of the new days are odd', () => {
    expect(objection(evidence([ODD, REJECTED, GOOD, GOOD, GOOD]))).toContain(
      'last 5 new days only 3',
    );
  });

  test('when the new one is worse', () => {
    expect(objection({ ...evidence([GOOD]), candidate: 1.06 })).toContain(
      'worse than the one in use',
    );
  });
});
