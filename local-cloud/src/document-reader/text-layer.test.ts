import { expect, test } from 'vitest';
import { wordsOf } from './text-layer.ts';

const run = (text: string, x: number, width: number) => ({ text, x, y: 100, width, size: 10 });
const texts = (...runs: ReturnType<typeof run>[]) => wordsOf(runs).map(({ text }) => text);

test('a run is cut at its blanks, each word where it stands', () => {
  const words = wordsOf([run('Invoice number', 50, 70)]);
  expect(words.map(({ text }) => text)).toEqual(['Invoice', 'number']);
  expect(words[0]!.left).toBe(50);
  expect(words[1]!.right).toBe(120);
  expect(words[1]!.left).toBeGreaterThan(words[0]!.right);
});

test('runs that touch are one word', () => {
  expect(texts(run('RE-20', 50, 30), run('201121', 80.5, 36), run('/508', 116, 20))).toEqual([
    'RE-20201121/508',
  ]);
});

test('runs with a blank between them are two', () => {
  expect(texts(run('Net', 50, 16), run(' ', 66, 3), run('total', 69, 22))).toEqual([
    'Net',
    'total',
  ]);
  expect(texts(run('Net', 50, 16), run('total', 69, 22))).toEqual(['Net', 'total']);
});
