import { expect, test } from 'vitest';
import { parseHistory } from './history-file.ts';

const event = (timestamp: unknown) => ({
  timestamp,
  type: 'PassStateEntered',
  id: 2,
  previousEventId: 0,
  stateEnteredEventDetails: { name: 'Note', input: '{}' },
});

// The two forms: https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html (timestamps)
test.each([
  ['version 2 of the AWS CLI', '2030-01-07T09:30:00.250000+00:00'],
  ['version 1', Date.UTC(2030, 0, 7, 9, 30, 0, 250) / 1000],
])('a history that %s prints is read', (_client, timestamp) => {
  expect(parseHistory(JSON.stringify({ events: [event(timestamp)] }))).toEqual([
    {
      id: 2,
      previous: 0,
      time: Date.UTC(2030, 0, 7, 9, 30, 0, 250),
      type: 'PassStateEntered',
      state: 'Note',
      details: { name: 'Note', input: '{}' },
    },
  ]);
});

const one = event('2030-01-07T09:30:00Z');

test.each(
  [
    ['', '[]', '{"events":1}', '{"events":[]}', '{"events":[{"id":1}]}', '"text"'],
    [[event('2030-99-99T09:30:00Z')], [event(1e11)], [{ ...one, id: 1.5 }], [{ ...one, id: -1 }]],
    [[one, one]],
  ].flat(),
)('%j is no history', (given) => {
  const text = typeof given === 'string' ? given : JSON.stringify({ events: given });
  expect(() => parseHistory(text)).toThrow(/^This is no history/);
});
