import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { readJson } from '../core/json-number.ts';
import { historyOf, named, withoutData } from './testing.ts';

/** Two rules and the Default, all of which lead to one state. */
function machine(...ways: readonly [JsonObject, JsonObject, JsonObject]): JsonObject {
  const [first, second, otherwise] = ways;
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'Which?',
    States: {
      'Which?': {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.n = 1 %}', Next: 'End', ...first },
          { Condition: '{% $states.input.n = 2 %}', Next: 'End', ...second },
        ],
        Default: 'End',
        ...otherwise,
      },
      End: { Type: 'Succeed' },
    },
  };
}

async function rules(definition: JsonObject, n: number) {
  const history = await historyOf(definition, { n });
  const of = (status: 'covered' | 'cannot tell') =>
    named(status, definition, history)
      .filter((name) => name.startsWith('Which?: '))
      .map((name) => name.slice('Which?: '.length).split(' ')[0]!);
  return { covered: of('covered'), cannotTell: of('cannot tell') };
}

test('rules that lead to one state are told apart by what they assign', async () => {
  const assign = (why: string) => ({ Assign: { why } });
  const definition = machine(assign('one'), assign('two'), {});
  expect(await rules(definition, 1)).toEqual({ covered: ['Choices[0]'], cannotTell: [] });
  expect(await rules(definition, 2)).toEqual({ covered: ['Choices[1]'], cannotTell: [] });
  expect(await rules(definition, 3)).toEqual({ covered: ['Default'], cannotTell: [] });
});

test('and by their output', async () => {
  const definition = machine({ Output: { n: 'one' } }, { Output: { m: '{% 2 %}' } }, {});
  expect(await rules(definition, 1)).toEqual({ covered: ['Choices[0]'], cannotTell: [] });
  expect(await rules(definition, 2)).toEqual({ covered: ['Choices[1]'], cannotTell: [] });
  expect(await rules(definition, 3)).toEqual({ covered: ['Default'], cannotTell: [] });
});

test('and by the digits of the numbers in it', async () => {
  const Output = readJson('[1.0, 9007199254740993]');
  const definition = machine({ Output }, { Output: [1, 9007199254740992] }, {});
  expect(await rules(definition, 1)).toEqual({ covered: ['Choices[0]'], cannotTell: [] });
  expect(await rules(definition, 2)).toEqual({ covered: ['Choices[1]'], cannotTell: [] });
});

test('rules that do the same cannot be told apart, and are not guessed at', async () => {
  const definition = machine({}, {}, { Output: 'other' });
  expect(await rules(definition, 1)).toEqual({
    covered: [],
    cannotTell: ['Choices[0]', 'Choices[1]'],
  });
  expect(await rules(definition, 3)).toEqual({ covered: ['Default'], cannotTell: [] });
});

test('a history without data tells no rules of one way apart', async () => {
  const definition = machine({ Output: 1 }, { Output: 2 }, { Output: 3 });
  const history = withoutData(await historyOf(definition, { n: 1 }));
  expect(named('cannot tell', definition, history)).toHaveLength(3);
});

test('in JSONPath what is assigned tells them apart, too', async () => {
  const rule = (n: number, Assign: JsonObject) => ({
    Variable: '$.n',
    NumericEquals: n,
    Assign,
    Next: 'End',
  });
  const definition = {
    StartAt: 'Which?',
    States: {
      'Which?': {
        Type: 'Choice',
        Choices: [rule(1, { 'a.$': '$.n' }), rule(2, { b: [{ c: null }] }), rule(3, { b: [] })],
      },
      End: { Type: 'Succeed' },
    },
  };
  expect((await rules(definition, 1)).covered).toEqual(['Choices[0]']);
  expect((await rules(definition, 2)).covered).toEqual(['Choices[1]']);
  expect((await rules(definition, 3)).covered).toEqual(['Choices[2]']);
});
