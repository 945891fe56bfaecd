import { expect, test } from 'vitest';
import { CloudClock } from '../../core/cloud-clock.ts';
import { atOnce } from '../../core/turns.ts';
import { Datapoint } from './datapoint.ts';
import { MetricStore, MINUTE } from './metric-store.ts';

const ID = { namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible', dimensions: [] };

test('a value that joins a minute changes none of the minutes around it that measured the same', () => {
  const start = Date.UTC(2030, 0, 1);
  const store = new MetricStore(new CloudClock({ frozen: true, start }));
  const add = (minute: number, value: number) => {
    const timestamp = start + minute * MINUTE;
    store.add(ID, { timestamp, unit: 'Count', datapoint: Datapoint.of(value) });
  };
  for (const minute of [0, 1, 2, 3]) add(minute, 7);
  add(1, 5);
  add(2, 1);
  const minima = [0, 1, 2, 3].map((minute) => {
    const from = start + minute * MINUTE;
    const span = { start: from, end: from + MINUTE, unit: 'Count' };
    return atOnce(store.find(ID)!.aggregate(span, ['Minimum']))?.minimum;
  });
  expect(minima).toEqual([7, 5, 1, 7]);
});
