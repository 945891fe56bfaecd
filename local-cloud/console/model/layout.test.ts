import { expect, test } from 'vitest';
import type { Written, WrittenState } from './definition.ts';
import { layout } from './layout.ts';

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
