import { expect, test } from 'vitest';
import { Keep } from '../../core/keep.ts';
import { definition, TestApi, waiting } from './testing.ts';

const DAY = 24 * 3600 * 1000;
const LARGE = JSON.stringify('x'.repeat(200_000));
/** Fails at first, and goes on when it is redriven. */
const failing = definition({ Stop: { Type: 'Fail', Error: 'Boom' } });

function names(api: TestApi, stateMachineArn: string): Promise<string[]> {
  return api
    .send<{ executions: { name: string }[] }>('ListExecutions', { stateMachineArn })
    .then(({ executions }) => executions.map(({ name }) => name).toReversed());
}

test('of more than is kept the executions go that ended first, as on AWS after 90 days', async () => {
  const lines: string[] = [];
  const api = new TestApi(new Keep(1, (line) => lines.push(line)));
  const stateMachineArn = await api.create('m');
  const running = await api.start(await api.create('long', waiting(60)), { input: LARGE });
  const first = await api.start(stateMachineArn, { name: 'first', input: LARGE });
  for (let at = 2; at <= 6; at++) {
    await api.clock.advance(1000);
    await api.start(stateMachineArn, { name: `n${at}`, input: LARGE });
  }
  for (const operation of ['DescribeExecution', 'GetExecutionHistory']) {
    expect(await api.refusal(operation, { executionArn: first })).toEqual({
      code: 'ExecutionDoesNotExist',
      message: `Execution Does Not Exist: '${first}'`,
    });
  }
  expect((await names(api, stateMachineArn)).at(-1)).toBe('n6');
  expect(await api.send('DescribeExecution', { executionArn: running })).toMatchObject({
    status: 'RUNNING',
  });
  expect(lines[0]).toMatch(/took more than 1 MB: the oldest, up to .* \(executions: \d\)/);
  expect(await api.start(stateMachineArn, { name: 'first' })).toBe(first);
});

test('the children of a Distributed Map count with the execution that started them, which stays until another ends', async () => {
  const lines: string[] = [];
  const api = new TestApi(new Keep(1, (line) => lines.push(line)));
  const each = {
    Type: 'Map',
    Label: 'each',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Large',
      States: { Large: { Type: 'Pass', Result: 'x'.repeat(200_000), End: true } },
    },
    ResultPath: null,
    End: true,
  };
  const stateMachineArn = await api.create('m', definition({ Each: each }));
  const first = await api.start(stateMachineArn, { input: '[1,2,3,4,5,6]' });
  expect(lines).toEqual([]);
  expect(await api.send('DescribeExecution', { executionArn: first })).toMatchObject({
    status: 'SUCCEEDED',
  });
  await api.start(stateMachineArn, { name: 'last', input: '[1]' });
  expect(lines).toEqual([expect.stringContaining('(executions: 1)')]);
  expect(await names(api, stateMachineArn)).toEqual(['last']);
});

test('an execution that was redriven is kept for 90 days from its last end', async () => {
  const api = new TestApi();
  const executionArn = await api.start(await api.create('m', failing));
  await api.clock.advance(10 * DAY);
  await api.send('RedriveExecution', { executionArn });
  await api.clock.advance(85 * DAY);
  expect(await api.send('DescribeExecution', { executionArn })).toMatchObject({ status: 'FAILED' });
  await api.clock.advance(5 * DAY);
  expect(await api.refusal('DescribeExecution', { executionArn })).toMatchObject({
    code: 'ExecutionDoesNotExist',
  });
});
