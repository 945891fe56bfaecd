import { expect, test } from 'vitest';
import { HeapRoom } from './heap-room.ts';

/** A heap of 1,000 megabytes, of which so many are held, and so many are garbage. */
function room({ held = 0, garbage = 0 }) {
  const heap = { held, garbage, time: 0, collections: 0 };
  const lines: string[] = [];
  const source = {
    heap: () => ({ used: (heap.held + heap.garbage) * 2 ** 20, most: 1_000 * 2 ** 20 }),
    collect: () => {
      heap.garbage = 0;
      heap.collections += 1;
    },
    now: () => heap.time,
  };
  return { heap, lines, room: new HeapRoom((line) => lines.push(line), source) };
}

const refusal = {
  code: 'ServiceUnavailable',
  status: 503,
  message: expect.stringMatching(/holds more than 750 MB.*delete some, or start it anew/),
};

test('what adds to what is held is refused where there is no room, and told once', () => {
  const { lines, room: full } = room({ held: 900 });
  for (const operation of ['PutItem', 'SendMessageBatch', 'StartExecution', 'CreateBucket']) {
    expect(() => full.check(operation)).toThrow(expect.objectContaining(refusal));
  }
  for (const operation of [
    'GetItem',
    'DeleteTable',
    'PurgeQueue',
    'SendTaskSuccess',
    'PutEvents',
    'ReceiveMessage',
  ]) {
    expect(() => full.check(operation)).not.toThrow();
  }
  expect(lines).toEqual([refusal.message]);
});

test('garbage is no reason to refuse anything', () => {
  const { heap, lines, room: littered } = room({ held: 500, garbage: 400 });
  littered.check('PutItem');
  expect([heap.collections, lines]).toEqual([1, []]);
});

test('what comes within a moment is no garbage because there was some', () => {
  const { heap, room: filling } = room({ held: 740, garbage: 20 });
  filling.check('PutItem');
  heap.held = 780;
  filling.check('PutItem');
  expect(heap.collections).toBe(1);
  heap.held = 790;
  expect(() => filling.check('PutItem')).toThrow();
  expect(heap.collections).toBe(2);
});

test('what was deleted makes room, once it is looked for again', () => {
  const { heap, room: full } = room({ held: 900 });
  expect(() => full.check('PutItem')).toThrow();
  heap.held = 100;
  heap.garbage = 800;
  expect(() => full.check('PutItem')).toThrow();
  expect(heap.collections).toBe(1);
  heap.time = 5_000;
  full.check('PutItem');
  expect(heap.collections).toBe(2);
});
