import { expect, test } from 'vitest';
import type { Written, WrittenState } from './definition.ts';
import { layout, type PlacedNode } from './layout.ts';

test.each(['constructor', '__proto__', '_root', 'a\u0001b', '</svg><b>'])(
  'a state may be called %j',
  (name) => {
    const written: Written = {
      StartAt: 'First',
      States: Object.fromEntries<WrittenState>([
        ['First', { Type: 'Choice', Choices: [{ Next: name }], Default: name }],
        [name, { Type: 'Pass', Next: 'Last', Catch: [{ Next: 'First', ErrorEquals: ['E'] }] }],
        ['Last', { Type: 'Pass', End: true }],
      ]),
    };
    const { nodes, edges } = layout(written);
    expect(nodes.filter(({ type }) => type === 'Pass').map((node) => node.name)).toEqual([
      name,
      'Last',
    ]);
    expect(edges.map(({ from, to }) => [from, to])).toContainEqual([name, 'Last']);
  },
);

test('where no state was entered there is nothing to draw', () => {
  expect(layout({ StartAt: '', States: {} })).toMatchObject({ width: 0, height: 0, nodes: [] });
});

test('more states than can be laid out stand in a column, each with its ways', () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `S${index}`);
  const stateOf = (_: string, index: number): WrittenState =>
    index % 10 === 5
      ? { Type: 'Choice', Choices: [{ Next: names[index + 4]! }], Default: names[index + 1]! }
      : { Type: 'Pass', ...(names[index + 1] ? { Next: names[index + 1]! } : { End: true }) };
  const written: Written = {
    StartAt: 'S0',
    States: Object.fromEntries(names.map((name, index) => [name, stateOf(name, index)])),
  };
  const { nodes, edges, width, height } = layout(written);
  expect(nodes.filter(({ type }) => type === 'Pass' || type === 'Choice')).toHaveLength(3_000);
  expect(edges).toHaveLength(3_301);
  const isWithin = ({ x, y, ...box }: PlacedNode) =>
    x >= 0 && x + box.width <= width && y + box.height <= height;
  expect(nodes.every(isWithin)).toBe(true);
  const rows = nodes.toSorted((a, b) => a.y - b.y);
  const isBelow = ({ y }: PlacedNode, index: number) => y > rows[index]!.y + rows[index]!.height;
  expect(rows.slice(1).every(isBelow)).toBe(true);
});

test('states with ways to one another stand in a column, too, where the ways are many', () => {
  const names = Array.from({ length: 40 }, (_, index) => `S${index}`);
  const Choices = names.slice(0, 10).map((Next) => ({ Next }));
  const states = names.map((name) => [name, { Type: 'Choice', Choices, Default: name }] as const);
  const { nodes } = layout({ StartAt: 'S0', States: Object.fromEntries(states) });
  expect(new Set(nodes.map(({ x, width }) => x + width / 2)).size).toBe(1);
});
