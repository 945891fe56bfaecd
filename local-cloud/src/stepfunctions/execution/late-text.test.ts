import { expect, test } from 'vitest';
import { withLateText } from './late-text.ts';

function details() {
  let writes = 0;
  const payload = {
    value: 1,
    get text() {
      writes += 1;
      return '1';
    },
  };
  return { late: withLateText({ name: 'S' }, 'input', payload), writes: () => writes };
}

test('the text of an event is not written before it is read', () => {
  const { late, writes } = details();
  expect(late.name).toBe('S');
  expect(writes()).toBe(0);
  expect(late.input).toBe('1');
});

test('a late text is a member like any other: in copies, in JSON, in structured clones', () => {
  const { late } = details();
  const plain = { name: 'S', input: '1' };
  expect({ ...late }).toEqual(plain);
  expect(JSON.parse(JSON.stringify(late))).toEqual(plain);
  expect(structuredClone(late)).toEqual(plain);
});
