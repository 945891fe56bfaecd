import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Scheduled, TimerHeap } from './timer-heap.ts';

test('timers come out by due time, and in the order they were set where that is the same', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 })), (dues) => {
      const heap = new TimerHeap();
      const timers = dues.map((due, order) => new Scheduled(due, order, false, () => {}));
      for (const timer of timers) heap.push(timer);
      const sorted = timers.toSorted((a, b) => a.due - b.due || a.order - b.order);
      expect(timers.map(() => heap.pop())).toEqual(sorted);
    }),
  );
});

test('a hundred thousand cancelled timeouts do not pile up', () => {
  const heap = new TimerHeap();
  const kept = new Scheduled(5, 0, false, () => {});
  heap.push(kept);
  for (let order = 1; order <= 100_000; order++) {
    const timer = new Scheduled(1_000_000 + order, order, false, () => {});
    heap.push(timer);
    timer.cancel();
  }
  expect(heap.size).toBeLessThan(2_500);
  expect(heap.peek()).toBe(kept);
});
