import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { Answer } from './answer.ts';
import { matchDifferences } from './matching.ts';

const OK = { HTTPHeaders: {}, HTTPStatusCode: 200 };

function answer(value: JsonObject, members = Object.keys(value)): Answer {
  return { operation: 'Any', members, failed: false, value: { ...value, ResponseMetadata: OK } };
}

function failure(Code: string, Message: string): Answer {
  const ResponseMetadata = { HTTPHeaders: {}, HTTPStatusCode: 400 };
  const value = { Error: { Code, Message }, message: Message, ResponseMetadata };
  return { operation: 'Any', members: [], failed: true, value };
}

const sent = answer({ MessageId: '1234' });
const received = answer({
  Messages: [{ MessageId: '1234', Body: '{"at":"2026-01-01T00:00:00Z"}' }],
});

test('a whole answer is compared with the latest of its form since the last match', () => {
  const expected = { MessageId: '<uuid:1>', ResponseMetadata: OK };
  expect(matchDifferences(expected, [sent, received], 0, new Map())).toEqual([]);
});

test('an answer of another form is a difference', () => {
  const expected = { MessageId: '<uuid:1>', ResponseMetadata: OK };
  const found = matchDifferences(expected, [failure('Throttled', 'Later')], 0, new Map());
  expect(found).toContain('$: lacks MessageId');
});

test('a numbered placeholder stands for the same thing in every answer', () => {
  const bound = new Map<string, string>();
  const one = { MessageId: '<uuid:1>', ResponseMetadata: OK };
  const other = answer({ MessageId: '5678' });
  expect(matchDifferences(one, [sent], 0, bound)).toEqual([]);
  expect(matchDifferences(one, [sent, other], 1, bound)).toHaveLength(1);
  expect(matchDifferences(one, [sent, other, sent], 2, bound)).toEqual([]);
});

test.each([
  ['out of an answer', { MessageId: '1234', Body: { at: 'date' } }],
  ['out of a text that holds JSON', { at: 'timestamp' }],
  ['gathered from several', { messages: [{ at: 'date' }, { at: 'date' }] }],
])('something %s is found', (_, expected) => {
  const answers = [received, received];
  expect(matchDifferences(expected, answers, 0, new Map())).toEqual([]);
});

test('what no answer is like cannot be judged', () => {
  expect(matchDifferences({ Neither: 1 }, [sent], 0, new Map())).toBeUndefined();
  expect(matchDifferences({ ResponseMetadata: OK }, [], 0, new Map())).toBeUndefined();
});

test('an exception is compared by what the recording tells of it', () => {
  const told = { Code: 'Refused', Message: 'Because' };
  const ResponseMetadata = { HTTPHeaders: {}, HTTPStatusCode: 400 };
  const answers = [failure('Refused', 'Because')];
  expect(matchDifferences({ Error: told, ResponseMetadata }, answers, 0, new Map())).toEqual([]);
  const other = { Error: { ...told, Code: 'Allowed' }, ResponseMetadata };
  expect(matchDifferences(other, answers, 0, new Map())).toEqual([
    '$.Error.Code: expected "Allowed", got "Refused"',
  ]);
});

test('what _normalized says of a message is compared without the position in it', () => {
  const Message = 'No JSON\n at [Source: x]';
  const answers = [failure('Refused', Message)];
  const told = { Code: 'Refused', Message, _normalized: 'No JSON' };
  const ResponseMetadata = { HTTPHeaders: {}, HTTPStatusCode: 400 };
  expect(matchDifferences({ Error: told, ResponseMetadata }, answers, 0, new Map())).toEqual([]);
});

test('messages that were gathered may come in any order', () => {
  const [a, b] = ['a', 'b'].map((Body) => answer({ Messages: [{ Body, MessageId: Body }] }));
  const expected = {
    Messages: [
      { Body: 'b', MessageId: '<uuid:1>' },
      { Body: 'a', MessageId: '<uuid:2>' },
    ],
  };
  expect(matchDifferences(expected, [a!, b!], 0, new Map())).toEqual([]);
});

test('what a fixture of the test was answered is no answer that AWS gave otherwise', () => {
  const made = { ...answer({ QueueUrl: 'u' }), byFixture: true };
  const expected = { Error: { Code: 'Refused' }, ResponseMetadata: OK };
  expect(matchDifferences(expected, [made], 0, new Map())).toBeUndefined();
});
