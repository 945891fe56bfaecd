import { expect, test } from 'vitest';
import { HeapRoom } from './heap-room.ts';
import type { Principal } from './service.ts';

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
  const kept: number[] = [];
  const keep = (bytes: number) => kept.push(bytes / 2 ** 20);
  const guard = new HeapRoom((line) => lines.push(line), keep, source);
  const check = (operation: string, input = {}, kind: Principal['kind'] = 'role') =>
    guard.check({ operation, input, principal: { kind } });
  return { heap, lines, kept, check };
}

const refusal = {
  code: 'ServiceUnavailable',
  status: 503,
  message: expect.stringMatching(/holds more than 750 MB.*delete some, or start it anew/),
};

test('what adds to what is held is refused where there is no room, and told once', () => {
  const { lines, kept, check } = room({ held: 900 });
  for (const operation of [
    ...['PutItem', 'SendMessageBatch', 'StartExecution', 'CreateBucket', 'Subscribe', 'AddTags'],
    ...['RedriveExecution', 'SetQueueAttributes', 'TagResource', 'WhateverComesNext'],
  ]) {
    expect(() => check(operation)).toThrow(expect.objectContaining(refusal));
  }
  for (const operation of [
    ...['GetItem', 'DeleteTable', 'PurgeQueue', 'SendTaskSuccess', 'ReceiveMessage'],
    ...['CompleteMultipartUpload', 'StopExecution', 'UntagResource', 'PutLogEvents'],
  ]) {
    expect(() => check(operation)).not.toThrow();
  }
  expect(lines).toEqual([refusal.message]);
  expect(kept).toEqual([62.5]);
});

test('a function runs where memory is used up, and no event waits for it', () => {
  const { check } = room({ held: 900 });
  check('Invoke');
  check('Invoke', { InvocationType: 'RequestResponse' });
  check('Invoke', { InvocationType: 'DryRun' });
  const waits = () => check('Invoke', { InvocationType: 'Event' }, 'service');
  expect(waits).toThrow(expect.objectContaining(refusal));
});

test("AWS's services may tell what happened, and act in a role's name; others add events and sessions", () => {
  const { check } = room({ held: 900 });
  for (const operation of ['PutEvents', 'AssumeRole']) {
    check(operation, {}, 'service');
    expect(() => check(operation)).toThrow(expect.objectContaining(refusal));
    expect(() => check(operation, {}, 'root')).toThrow(expect.objectContaining(refusal));
  }
});

test('garbage is no reason to refuse anything', () => {
  const { heap, lines, check } = room({ held: 500, garbage: 400 });
  check('PutItem');
  expect([heap.collections, lines]).toEqual([1, []]);
});

test('what comes within a moment is no garbage because there was some', () => {
  const { heap, check } = room({ held: 740, garbage: 20 });
  check('PutItem');
  heap.held = 780;
  check('PutItem');
  expect(heap.collections).toBe(1);
  heap.held = 790;
  expect(() => check('PutItem')).toThrow();
  expect(heap.collections).toBe(2);
});

test('memory that is used up again and again is told of once, until there is some more room', () => {
  const { heap, lines, check } = room({ held: 760 });
  const use = (held: number, time: number) => {
    Object.assign(heap, { held, time });
    check('GetItem');
    try {
      check('PutItem');
    } catch {}
  };
  use(760, 0);
  use(740, 10_000);
  use(760, 20_000);
  expect(lines).toHaveLength(1);
  use(600, 30_000);
  use(760, 40_000);
  expect(lines).toHaveLength(2);
});

test('what was deleted makes room, once it is looked for again', () => {
  const { heap, check } = room({ held: 900 });
  expect(() => check('PutItem')).toThrow();
  heap.held = 100;
  heap.garbage = 800;
  expect(() => check('PutItem')).toThrow();
  expect(heap.collections).toBe(1);
  heap.time = 5_000;
  check('PutItem');
  expect(heap.collections).toBe(2);
});
