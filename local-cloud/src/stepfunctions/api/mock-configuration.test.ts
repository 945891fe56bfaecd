import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { readMockConfiguration } from './mock-configuration.ts';

const success = { Return: { StatusCode: 200 } };
const failure = { Throw: { Error: 'Lambda.TooManyRequestsException', Cause: 'Slow down.' } };

function fileOf(response: Json, state: JsonObject = { Ask: 'Answer' }): JsonObject {
  return {
    StateMachines: { orders: { TestCases: { HappyPath: state } } },
    MockedResponses: { Answer: response },
  };
}

const read = (file: Json) => readMockConfiguration(JSON.stringify(file), 'mocks.json');

const answersOf = (response: Json) =>
  read(fileOf(response)).get('orders')!.get('HappyPath')!.states.get('Ask')!.answers;

describe('a mocked response', () => {
  test('is read in the order of its invocations, however it is written', () => {
    expect(answersOf({ 3: success, '1-2': failure, 0: { Return: null } })).toEqual([
      { times: 1, Return: null },
      { times: 2, ...failure },
      { times: 1, ...success },
    ]);
  });

  test.each([[null], ['text'], [7], [[1]], [{}], [false]])('may return %j', (Return) => {
    expect(answersOf({ 0: { Return } })).toEqual([{ times: 1, Return }]);
  });

  test('may have no answers: it is told when one is needed', () => {
    expect(answersOf({})).toEqual([]);
  });

  test.each<[JsonObject, string]>([
    [{ 0: success, 2: success }, 'Nothing answers invocation 1, which is before 2'],
    [{ 1: success }, 'Nothing answers invocation 0, which is before 1'],
    [{ '0-2': success, '2-3': failure }, 'Invocation 2 is answered twice'],
    [{ '2-1': success }, 'Name invocations as "0" or "1-2"'],
    [{ first: success }, 'Name invocations as "0" or "1-2"'],
    [{ '00': success }, 'Name invocations as "0" or "1-2"'],
    [{ 0: {} }, 'Write one of "Return" and "Throw"'],
    [{ 0: { ...success, ...failure } }, 'Write one of "Return" and "Throw"'],
    [{ 0: { Throw: { Error: 'Boom' } } }, 'at MockedResponses.Answer.0.Throw.Cause'],
    [{ 0: { ...success, Wait: 1 } }, 'Unrecognized key: "Wait"'],
  ])('like %j is refused', (response, why) => {
    expect(() => read(fileOf(response))).toThrow(
      expect.objectContaining({
        what: 'mocks.json is no mock configuration',
        why: expect.stringContaining(why),
      }),
    );
    expect(() => read(fileOf(response))).toThrow('MockedResponses.Answer');
  });

  test('that is not there is refused with its place and the name that was probably meant', () => {
    expect(() => read(fileOf({ 0: success }, { Ask: 'Anser' }))).toThrow(
      /No mocked response "Anser"\. Did you mean "Answer"\? There are: Answer\n.*at StateMachines\.orders\.TestCases\.HappyPath\.Ask/,
    );
  });
});

test('a file that has other fields, or none of these, is refused by them', () => {
  const file = { ...fileOf({ 0: success }), MockedResponse: {} };
  expect(() => read(file)).toThrow('Unrecognized key: "MockedResponse"');
  expect(() => read({ StateMachines: {} })).toThrow(/expected an object\n.*at MockedResponses/);
  expect(() => readMockConfiguration('{', 'mocks.json')).toThrow('mocks.json is not JSON');
});

test('names are names, whatever JavaScript makes of them', () => {
  const text = JSON.stringify(fileOf({ 0: success }, { 'a state': 'Answer' }));
  const file = text.replace('a state', '__proto__');
  const states = readMockConfiguration(file, 'mocks.json').get('orders')!.get('HappyPath')!.states;
  expect([...states.keys()]).toEqual(['__proto__']);
  expect(() => read(fileOf({ 0: success }, { Ask: 'constructor' }))).toThrow('No mocked response');
});

test('numbers are returned as they are written', () => {
  const text = JSON.stringify(fileOf({ 0: { Return: { price: 'P' } } })).replace('"P"', '1.0');
  const states = readMockConfiguration(text, 'mocks.json').get('orders')!.get('HappyPath')!.states;
  expect(JSON.stringify(states.get('Ask')!.answers[0]!.Return)).toBe('{"price":1.0}');
});
