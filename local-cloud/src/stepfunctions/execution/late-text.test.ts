import { expect, test } from 'vitest';
import { effort } from '../../core/effort.ts';
import { withLateText } from './late-text.ts';
import { isUnwritten, payloadOf } from './payload.ts';

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

test('a long text is written once for those who read it in one turn, and its payload does not keep it', () => {
  const payload = payloadOf({ text: 'x'.repeat(20_000) });
  const late = withLateText({ name: 'S' }, 'output', payload);
  const before = effort();
  expect(late.output).toBe(JSON.stringify(payload.value));
  expect(late.output).toHaveLength(20_011);
  expect(effort() - before).toBe(20_011);
  expect(isUnwritten(payload)).toBe(true);
});
