import { expect, test } from 'vitest';
import type { AwsCaller } from '../../src/client/aws-caller.ts';
import { passing, ROLE, TestApi, waiting } from '../../src/stepfunctions/api/testing.ts';
import { readNewer } from './history-reader.ts';

/** A cloud with one execution, the same by its name in each; counts what is read of it. */
async function cloudWith(definition: string) {
  const api = new TestApi();
  const { stateMachineArn } = await api.send<{ stateMachineArn: string }>('CreateStateMachine', {
    ...{ name: 'm', definition, roleArn: ROLE },
  });
  const { executionArn } = await api.send<{ executionArn: string }>('StartExecution', {
    ...{ stateMachineArn, name: 'one' },
  });
  const calls: object[] = [];
  const aws: AwsCaller = {
    call: (_service, operation, input) => {
      calls.push(input);
      return api.send(operation, input) as never;
    },
  };
  return { api, executionArn, aws, calls };
}

const typesOf = (events: readonly { type: string }[]) => events.map(({ type }) => type);

test('what a history has beyond what is known is read, and nothing else', async () => {
  const { api, executionArn, aws, calls } = await cloudWith(waiting(60));
  const known = await readNewer(aws, executionArn, []);
  expect(typesOf(known)).toEqual(['ExecutionStarted', 'WaitStateEntered']);
  expect(await readNewer(aws, executionArn, known)).toBe(known);
  while (await api.clock.next());
  const all = await readNewer(aws, executionArn, known);
  expect(all.slice(0, 2)).toEqual(known);
  expect(typesOf(all.slice(2))).toEqual(['WaitStateExited', 'ExecutionSucceeded']);
  expect(calls).toHaveLength(3);
});

test.each([
  ['shorter', waiting(60), passing()],
  ['longer', passing(), waiting(60)],
])(
  'a history that is %s in a cloud that was started anew is read whole',
  async (...[, was, is]) => {
    const before = await cloudWith(was);
    while (await before.api.clock.next());
    const known = await readNewer(before.aws, before.executionArn, []);
    const after = await cloudWith(is);
    expect(after.executionArn).toBe(before.executionArn);
    const read = await readNewer(after.aws, after.executionArn, known);
    expect(read).toEqual(await readNewer(after.aws, after.executionArn, []));
    expect(read).not.toEqual(known);
  },
);
