import { expect, test } from 'vitest';
import { HistorySize } from './history-size.ts';
import { EMPTY, parsePayload, payloadOf } from './payload.ts';

function made(): HistorySize {
  return new HistorySize([], EMPTY, undefined);
}

test('what a payload has of the one before it does not count again', () => {
  const size = made();
  const large = ['x'.repeat(20_000), 'y'.repeat(20_000)];
  size.payload(payloadOf({ count: 1, large }));
  expect(size.bytes).toBeGreaterThan(40_000);
  const before = size.bytes;
  size.payload(payloadOf({ count: 2, large }));
  size.payload(payloadOf({ count: 3, large: [...large, 'z'] }));
  expect(size.bytes - before).toBeLessThan(200);
});

test('a text, what is assigned, and a payload that is another one count', () => {
  const size = made();
  const before = size.bytes;
  size.details({ name: 'S', output: 'x'.repeat(2_000) });
  size.details({ first: 'y'.repeat(500), second: '1' });
  size.payload(parsePayload(`"${'z'.repeat(998)}"`));
  expect(size.bytes - before).toBe(1 + 2_000 + 501 + 1_000);
});
