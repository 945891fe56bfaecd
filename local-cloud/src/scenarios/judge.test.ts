import { describe, expect, test } from 'vitest';
import { type Ended, judge } from './judge.ts';
import type { End } from './schema.ts';

const won: Ended = {
  name: 'one',
  type: 'STANDARD',
  status: 'SUCCEEDED',
  output: '{"seat":1,"row":"A"}',
  path: ['Take Seat', 'Seated'],
};
const lost: Ended = {
  name: 'two',
  type: 'STANDARD',
  status: 'FAILED',
  error: 'NoSeat',
  path: ['Take Seat', 'No Seat'],
};
const seated: End = { status: 'SUCCEEDED', path: ['Take Seat', 'Seated'] };
const refused: End = { status: 'FAILED', error: 'NoSeat', path: ['Take Seat', 'No Seat'] };

describe('one end', () => {
  const judged = (end: End, executions: Ended[], count = executions.length) =>
    judge({ expect: { ...end, executions: count } }, executions);

  test('is the one of the last execution', () => {
    expect(judged(refused, [won, lost])).toEqual([]);
    expect(judged(seated, [won, lost])).toEqual([
      'status: expected "SUCCEEDED", got "FAILED"',
      'path: expected ["Take Seat","Seated"], got ["Take Seat","No Seat"]',
    ]);
  });

  test('is not looked at when there are more or fewer executions', () => {
    expect(judged(seated, [won], 2)).toEqual(['executions: expected 2, got 1']);
  });

  test('may name members of the output', () => {
    expect(judged({ ...seated, output: { seat: 1 } }, [won])).toEqual([]);
    expect(judged({ ...seated, output: { seat: 2 } }, [won])).toEqual([
      'output.seat: expected 2, got 1',
    ]);
    expect(judged({ ...refused, output: {} }, [lost])).toEqual(['output: there is none']);
  });

  test('of an Express execution has no output where none is logged', () => {
    const { output: _, ...express } = { ...won, type: 'EXPRESS' as const };
    expect(judged({ ...seated, output: { seat: 1 } }, [express])[0]).toContain('is not logged');
  });
});

describe('a list of ends', () => {
  test('is met in any order', () => {
    expect(judge({ expect: [seated, refused] }, [won, lost])).toEqual([]);
    expect(judge({ expect: [seated, refused] }, [lost, won])).toEqual([]);
  });

  test('takes an execution for one end only', () => {
    expect(judge({ expect: [seated, refused] }, [won, { ...won, name: 'three' }])).toEqual([
      'execution three: status: expected "FAILED", got "SUCCEEDED"',
      'execution three: error: expected "NoSeat", got nothing',
      'execution three: path: expected ["Take Seat","No Seat"], got ["Take Seat","Seated"]',
    ]);
  });

  test('may be none: then nothing is to be started', () => {
    expect(judge({ expect: [] }, [])).toEqual([]);
    expect(judge({ expect: [] }, [won])).toEqual(['executions: expected 0, got 1']);
  });

  test('says how many executions there are to be', () => {
    expect(judge({ expect: [seated, refused] }, [won])).toEqual(['executions: expected 2, got 1']);
  });
});
