import { expect, test } from 'vitest';
import { Heard } from './heard.ts';
import { framed, type Message } from './runtime/messages.ts';

const TIMER: Message = { type: 'timer', due: 5 };

function done(payload: string): Message {
  return { type: 'done', payload, failed: false, exits: false, memoryMb: 40, onBoard: false };
}

/** What is heard of bytes that come in such parts; `broken` where they are no messages. */
function heard(parts: readonly Buffer[]): (Message | 'broken')[] {
  const all: (Message | 'broken')[] = [];
  const line = new Heard((message) => all.push(message));
  for (const part of parts) if (!line.take(part)) return [...all, 'broken'];
  return all;
}

test.each([
  ['nothing', ''],
  ['lines', '{\n "a": 1\n}\n'],
  ['what takes several bytes', '"\u00e4\u20ac\ud83d\ude00"'],
  ['what looks like a message', '{"type":"timer","due":1}\n'],
])('a payload of %s comes as it was sent, wherever it is cut', (_, payload) => {
  const messages = [done(payload), TIMER, done('1')];
  const bytes = Buffer.concat(messages.map(framed));
  expect(heard([bytes])).toEqual(messages);
  for (let at = 0; at <= bytes.length; at++) {
    expect(heard([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(messages);
  }
  expect(heard([...bytes].map((byte) => Buffer.from([byte])))).toEqual(messages);
});

test.each([
  ['no JSON', 'hello\n'],
  ['no message', '{"type":"other"}\n'],
  ['a payload in its line', `${JSON.stringify(done('1'))}\n`],
  ['a payload of a length that is none', line({ bytes: -1 })],
  ['a payload longer than any', line({ bytes: 17 * 2 ** 20 })],
])('%s breaks the line, and what was heard before stays', (_, text) => {
  expect(heard([framed(TIMER), Buffer.from(text)])).toEqual([TIMER, 'broken']);
});

function line(changed: object): string {
  const { payload: _, ...head } = done('') as Extract<Message, { type: 'done' }>;
  return `${JSON.stringify({ ...head, ...changed })}\n`;
}

test('a line that never ends breaks it', () => {
  const part = Buffer.alloc(2 ** 20, 'x');
  expect(heard(new Array(17).fill(part))).toEqual(['broken']);
});
