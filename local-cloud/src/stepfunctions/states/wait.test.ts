import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Run } from '../execution/run.ts';
import { only, TestBench } from '../execution/testing/bench.ts';

const bench = new TestBench();

function wait(fields: JsonObject, input: Json = {}, language?: 'JSONata'): Promise<Run> {
  return bench.run(only({ Type: 'Wait', ...fields }, language), input);
}

function waited(run: Run): number {
  return (run.stopDate! - run.startDate) / 1000;
}

test('waits for seconds, literal, by path or by expression, rounded down', async () => {
  expect(waited(await wait({ Seconds: 90 }))).toBe(90);
  expect(waited(await wait({ SecondsPath: '$.s' }, { s: 7 }))).toBe(7);
  expect(waited(await wait({ Seconds: '{% 2.9 %}' }, {}, 'JSONata'))).toBe(2);
});

test('waits until a time, and not at all for one that has passed', async () => {
  const soon = new Date(bench.clock.now() + 86_400_000).toISOString();
  expect(waited(await wait({ TimestampPath: '$.t' }, { t: soon }))).toBe(86_400);
  expect(waited(await wait({ Timestamp: '2016-01-01T00:00:00Z' }))).toBe(0);
});

test('three days pass at once on a clock that skips', async () => {
  expect(waited(await wait({ Seconds: 259_200 }))).toBe(259_200);
});

test('a wait longer than 2^31-1 seconds is too long', async () => {
  const run = await wait({ SecondsPath: '$.s' }, { s: 2 ** 31 });
  expect(run.error).toBe('States.Runtime');
  expect(run.cause).toContain('Wait state delay is too long.');
});

test('what is not a number of seconds is refused in words of AWS', async () => {
  const run = await wait({ SecondsPath: '$.s' }, { s: 1.5 });
  expect(run.cause).toContain(
    'The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5',
  );
});
