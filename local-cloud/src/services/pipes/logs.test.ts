import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { CUPS, FUNCTION, pipesCloud, QUEUE, ROLE } from './testing.ts';

const LogGroupArn = 'arn:aws:logs:us-east-1:123456789012:log-group:tea';
const logged = (Level: string, more: object = {}) => ({
  LogConfiguration: { Level, CloudwatchLogsLogDestination: { LogGroupArn }, ...more },
});

/** Pipes beside the log group `tea`, and what is in it. */
async function logCloud() {
  const made = await pipesCloud();
  await made.call('CreateLogGroup', { logGroupName: 'tea' }, 'CloudWatch Logs');
  const records = async () => {
    await made.clock.advance(0);
    const { events } = await made.call<{ events: { message: string }[] }>(
      'FilterLogEvents',
      { logGroupName: 'tea' },
      'CloudWatch Logs',
    );
    return events.map(({ message }) => JSON.parse(message) as Record<string, unknown>);
  };
  const steps = async () => (await records()).map(({ messageType }) => messageType);
  return { ...made, records, steps };
}

test('the level TRACE tells all steps of a batch, with what was sent and answered', async () => {
  const { pipe, send, functions, records, steps } = await logCloud();
  functions(() => [{ cup: 1 }]);
  await pipe({
    Enrichment: FUNCTION,
    TargetParameters: { InputTemplate: '{"number": <$.cup>}' },
    ...logged('TRACE', { IncludeExecutionData: ['ALL'] }),
  });
  await send('Assam');
  expect(await steps()).toEqual([
    'EXECUTION_STARTED',
    ...['ENRICHMENT_STAGE_ENTERED', 'ENRICHMENT_INVOCATION_STARTED'],
    ...['ENRICHMENT_INVOCATION_SUCCEEDED', 'ENRICHMENT_STAGE_SUCCEEDED'],
    ...['TARGET_STAGE_ENTERED', 'TARGET_TRANSFORMATION_STARTED'],
    ...['TARGET_TRANSFORMATION_SUCCEEDED', 'TARGET_INVOCATION_STARTED'],
    ...['TARGET_INVOCATION_SUCCEEDED', 'TARGET_STAGE_SUCCEEDED', 'EXECUTION_SUCCEEDED'],
  ]);
  const all = await records();
  expect(new Set(all.map(({ executionId }) => executionId)).size).toBe(1);
  expect(all[0]).toMatchObject({ logLevel: 'TRACE', payload: expect.stringContaining('Assam') });
  expect(all[4]).toMatchObject({ payload: '[{"cup":1}]' });
  expect(all[9]).toMatchObject({
    awsRequest: expect.stringContaining('"MessageBody":"{\\"number\\": 1}"'),
    awsResponse: expect.stringContaining('Successful'),
    truncatedFields: [],
  });
});

test('the level INFO tells the stages, without data where none is asked for', async () => {
  const { pipe, send, records, steps } = await logCloud();
  await pipe(logged('INFO'));
  await send('Assam');
  expect(await steps()).toEqual([
    ...['EXECUTION_STARTED', 'TARGET_STAGE_ENTERED', 'TARGET_STAGE_SUCCEEDED'],
    'EXECUTION_SUCCEEDED',
  ]);
  expect(Object.keys((await records())[0]!)).not.toContain('payload');
});

test('the level ERROR tells what failed, and why', async () => {
  const { pipe, send, functions, records, steps } = await logCloud();
  let tries = 0;
  functions(() => (++tries === 1 ? new TypeError('No tea') : null));
  await pipe({ Target: FUNCTION, ...logged('ERROR') });
  await send('Assam', 'Sencha');
  expect(await steps()).toEqual([
    ...['TARGET_INVOCATION_FAILED', 'TARGET_STAGE_FAILED', 'EXECUTION_FAILED'],
  ]);
  expect((await records())[0]).toMatchObject({
    error: { message: 'The function failed: TypeError: No tea', httpStatusCode: 400 },
  });
});

test('what has failed in part is told as such', async () => {
  const { pipe, send, functions, steps } = await logCloud();
  functions((event) => ({
    batchItemFailures: [{ itemIdentifier: (event as { messageId: string }[])[0]!.messageId }],
  }));
  await pipe({ Target: FUNCTION, ...logged('ERROR') });
  await send('Assam');
  expect(await steps()).toEqual([
    ...['TARGET_INVOCATION_PARTIALLY_FAILED', 'TARGET_STAGE_PARTIALLY_FAILED'],
    'EXECUTION_PARTIALLY_FAILED',
  ]);
});

test('data that is long is cut', async () => {
  const { pipe, send, records } = await logCloud();
  await pipe(logged('INFO', { IncludeExecutionData: ['ALL'] }));
  await send('x'.repeat(100_000));
  const [first] = await records();
  expect(first).toMatchObject({ truncatedFields: ['payload'] });
  expect(first!.payload).toHaveLength(65_536);
});

test('an update ends it', async () => {
  const { pipe, send, steps, call } = await logCloud();
  await pipe(logged('INFO'));
  await call('UpdatePipe', { Name: 'tea', RoleArn: ROLE, LogConfiguration: { Level: 'OFF' } });
  await send('Assam');
  expect(await steps()).toEqual([]);
});

test('a log group that is not there is told once, and the pipe goes on', async () => {
  const { pipe, send, received, problems, clock } = await pipesCloud();
  await pipe(logged('INFO'));
  await send('Assam', 'Sencha');
  await clock.advance(0);
  expect(await received()).toHaveLength(2);
  expect(problems).toEqual([
    expect.stringContaining(
      'LogDelivery: The logs of a pipe are lost, as they would be on AWS: tea',
    ),
  ]);
});

test('whoever makes a pipe with logs must be allowed to have them delivered', async () => {
  const { cloud } = await pipesCloud(['pipes:*', 'iam:PassRole']);
  const principal = { kind: 'role', arn: `${ROLE}/x`, roleArn: ROLE } as const;
  const input = { Name: 'tea', Source: QUEUE, Target: CUPS, RoleArn: ROLE, ...logged('INFO') };
  expect(await failure(cloud.call(principal, 'Pipes', 'CreatePipe', input))).toMatchObject({
    message: expect.stringContaining('logs:CreateLogDelivery'),
  });
});
