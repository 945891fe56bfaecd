import { expect, test } from 'vitest';
import { PackedList } from './packed-list.ts';
import { SeededRandom } from './random.ts';

interface Line {
  readonly at: number;
  readonly text: string;
}

/** So large that a few dozen make a segment, it is said. */
const SIZE = 2000;
const line = (at: number): Line => ({ at, text: `line ${at}` });
const before = (at: number) => (key: { at: number }) => key.at < at;
const order = (a: { at: number }, b: { at: number }) => a.at - b.at;
const empty = () =>
  new PackedList<Line, { at: number }>(
    ({ at }) => ({ at }),
    () => SIZE,
  );
const texts = (lines: Iterable<Line>) => [...lines].map(({ text }) => text).join();

test('whatever is added, put between and let go of, it holds what an array would', () => {
  const random = new SeededRandom('packed list');
  const number = (below: number) => Math.floor(random.float() * below);
  for (let history = 0; history < 4; history++) {
    const list = empty();
    let model: Line[] = [];
    for (let step = 0; step < 40; step++) {
      // All different, so that there is one order.
      const from = 1000 * number(40) + step;
      const lines = Array.from({ length: number(60) }, (_, n) => line(from + 100 * n));
      list.insert(lines, order);
      model = [...model, ...lines].sort(order);
      if (number(4) === 0) {
        const kept = number(8000);
        list.dropWhile(before(kept));
        model = model.filter(({ at }) => at >= kept);
      }
      const place = number(40_000);
      expect(texts(list.from(before(place)))).toEqual(texts(model.filter(({ at }) => at >= place)));
      const earlier = model.filter(({ at }) => at < place).reverse();
      expect(texts(list.backwards(before(place)))).toEqual(texts(earlier));
      expect([list.count, list.size]).toEqual([model.length, model.length * SIZE]);
      expect([list.first?.at, list.last?.at]).toEqual([model[0]?.at, model.at(-1)?.at]);
    }
  }
});

test('bytes and integers of any size come out as they went in', () => {
  interface Piece {
    readonly at: bigint;
    readonly data: Uint8Array;
  }
  const list = new PackedList<Piece, { at: bigint }>(
    ({ at }) => ({ at }),
    ({ data }) => data.byteLength,
  );
  const pieces = Array.from({ length: 20 }, (_, n) => ({
    at: 2n ** 180n + BigInt(n),
    data: new Uint8Array(20_000).fill(n),
  }));
  for (const piece of pieces) list.push(piece);
  expect([...list.from()]).toEqual(pieces);
});

test('what is read goes on while the list changes', () => {
  const list = empty();
  for (let at = 0; at < 500; at++) list.push(line(at));
  const read: number[] = [];
  for (const { at } of list.from()) {
    read.push(at);
    list.push(line(500 + at));
    list.dropWhile(before(at));
    if (at === 499) break;
  }
  expect(read).toEqual(Array.from({ length: 500 }, (_, at) => at));
});

test('segments tell what goes at once: the first ones first, all of them together', () => {
  const list = empty();
  for (let at = 0; at < 500; at++) list.push(line(at));
  const [first, second] = list.segments;
  expect(list.segments.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  list.dropSegments(1);
  expect(list.count).toBe(500 - first!.count);
  expect(list.first).toEqual(second!.first);
});
