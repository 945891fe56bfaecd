import { afterAll, expect, test } from 'vitest';
import { turnsDuring } from '../../core/testing.ts';
import { DefinitionError } from '../language/diagnostics.ts';
import { parseDefinition } from '../language/parse.ts';
import { definition, ROLE, TestApi } from './testing.ts';

const api = new TestApi();

afterAll(() => api.service.close());

/** A state with so many paths. */
function wide(name: string) {
  const fields = Array.from({ length: 1_000 }, (_, at) => [`${name}${at}.$`, '$']);
  return { Type: 'Pass', End: true, Parameters: Object.fromEntries(fields) };
}

const machine = (name: string) => definition({ Wide: wide(name) });

test.each([
  ['CreateStateMachine', () => ({ name: 'a', definition: machine('a'), roleArn: ROLE })],
  ['UpdateStateMachine', () => ({ stateMachineArn: arn('a'), definition: machine('b') })],
  ['ValidateStateMachineDefinition', () => ({ definition: machine('c') })],
  ['TestState', () => ({ definition: JSON.stringify(wide('d')), input: '{}' })],
  ['TestState', () => ({ definition: machine('e'), stateName: 'Wide', input: '{}' })],
])(
  'others have their turn between the steps in which %s reads a definition',
  async (operation, input) => {
    expect(await turnsDuring(() => api.send(operation, input()))).toBeGreaterThan(2);
  },
);

test('of two updates at once each keeps what the other has changed', async () => {
  const stateMachineArn = await api.create('two');
  await Promise.all([
    api.send('UpdateStateMachine', { stateMachineArn, definition: machine('g') }),
    api.send('UpdateStateMachine', { stateMachineArn, roleArn: `${ROLE}-2` }),
    api.send('UpdateStateMachine', { stateMachineArn, tracingConfiguration: { enabled: true } }),
  ]);

  expect(await api.send('DescribeStateMachine', { stateMachineArn })).toMatchObject({
    definition: machine('g'),
    roleArn: `${ROLE}-2`,
    tracingConfiguration: { enabled: true },
  });
});

test('others have their turn between compiling a state and testing it', async () => {
  const tested = api.send('TestState', { definition: JSON.stringify(wide('f')), input: '{}' });

  expect(await turnsDuring(() => tested)).toBeGreaterThan(3);
});

test('no more problems are looked for than somebody can correct at once', () => {
  const refusal = refusalOf({ Type: 'Choice', Choices: Array(3_000).fill({}) });

  expect(refusal.diagnostics).toHaveLength(1_000);
  expect(refusal.message.match(/SCHEMA_VALIDATION_FAILED/g)).toHaveLength(1_000);
  expect(refusal.message).toContain('lists no more problems of one definition: correct these');
});

test('fewer problems are told, one at least, where their places are as long as the definition', () => {
  const message = (name: string, count: number) =>
    refusalOf({ Type: 'Choice', Choices: Array(count).fill({}) }, name).message;

  expect(message('x'.repeat(400_000), 3).match(/SCHEMA_VALIDATION_FAILED/g)).toHaveLength(2);
  expect(message('x'.repeat(1_000_000), 1).match(/SCHEMA_VALIDATION_FAILED/g)).toHaveLength(1);
});

test('warnings hide no error, however many there are', () => {
  const doubtful = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`f${at}`, '$.a']));
  const state = { Type: 'Pass', End: true, Parameters: { ...doubtful, 'wrong.$': 'no path' } };

  expect(refusalOf(state).message).toContain("The value for the field 'wrong.$' must be");
});

function refusalOf(state: object, name = 'A'): DefinitionError {
  try {
    parseDefinition(JSON.stringify({ StartAt: name, States: { [name]: state } }));
  } catch (error) {
    if (error instanceof DefinitionError) return error;
  }
  throw new Error('It was not refused');
}

function arn(name: string): string {
  return `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
}
