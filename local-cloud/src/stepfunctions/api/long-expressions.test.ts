import { afterAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { turnsDuring } from '../../core/testing.ts';
import { definition, ROLE, TestApi } from './testing.ts';

const api = new TestApi();

afterAll(() => api.service.close());

/** An expression of 60,000 characters. */
function long(last: string): JsonObject {
  const expression = `$count([${'1, '.repeat(20_000)}${last}])`;
  return { Type: 'Pass', End: true, QueryLanguage: 'JSONata', Output: `{% ${expression} %}` };
}

const machine = (last: string) => definition({ Long: long(last) });

test.each([
  ['CreateStateMachine', () => ({ name: 'a', definition: machine('1'), roleArn: ROLE })],
  ['UpdateStateMachine', () => ({ stateMachineArn: arn('a'), definition: machine('2') })],
  ['ValidateStateMachineDefinition', () => ({ definition: machine('3') })],
  ['TestState', () => ({ definition: JSON.stringify(long('4')) })],
])('others have their turn while %s reads a long expression', async (operation, input) => {
  expect(await turnsDuring(() => api.send(operation, input()))).toBeGreaterThan(8);
});

test('others have their turn while a long expression is evaluated', async () => {
  const stateMachineArn = await api.create('b', machine('$states.input'), { type: 'EXPRESS' });

  const execution = api.send('StartSyncExecution', { stateMachineArn, input: '[1,2,3]' });

  expect(await turnsDuring(() => execution)).toBeGreaterThan(8);
  expect(await execution).toMatchObject({ status: 'SUCCEEDED', output: '20003' });
});

test('a long expression is refused as a short one is', async () => {
  const refused = { name: 'c', definition: machine('nothing'), roleArn: ROLE };
  const short = definition({ Long: { ...long(''), Output: '{% nothing %}' } });

  const { message } = await api.refusal('CreateStateMachine', refused);
  expect(message).toBe(
    (await api.refusal('CreateStateMachine', { ...refused, definition: short })).message,
  );
});

function arn(name: string): string {
  return `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
}
