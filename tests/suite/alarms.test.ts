import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MOMENT, root } from '../project.ts';

/** Every alarm of bank-account, and of what nobody calls but a schedule, goes off for what it is there for, and is quiet again afterwards. */

let cloud: Cloud;

beforeAll(async () => {
  // A role that may do nothing cannot write its logs either, which is told.
  cloud = await startCloud({ project: root, seed: 'alarms', frozenAt: MOMENT, report: () => {} });
});
beforeEach(async () => {
  await cloud.clearFaults();
  await cloud.clock.advance('10m');
});
afterAll(async () => {
  await cloud.close();
});

/** An output of the stack. */
const output = (name: string) => cloud.output(name);

function submit(applicationId: string): Promise<Response> {
  const body = { applicationId, name: 'Sam Sample', address: '123 Sample Street, Exampleton' };
  const sent = fetch(`${output('ApiUrl')}/accounts`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return cloud.clock.during(sent);
}

/** What the alarms measure that are in the state ALARM. */
async function ringing(): Promise<string[]> {
  const { MetricAlarms } = await cloud.call<{ MetricAlarms: { MetricName: string }[] }>(
    'CloudWatch',
    'DescribeAlarms',
    { StateValue: 'ALARM' },
  );
  return MetricAlarms.map(({ MetricName }) => MetricName).sort();
}

const OUTAGE = { state: 'Open New Account', error: 'DynamoDb.InternalServerErrorException' };

test('nothing rings while applications are decided', async () => {
  expect((await submit('sample-quiet')).status).toBe(201);
  await cloud.clock.advance('10m');
  expect(await ringing()).toEqual([]);
});

test('an application that is parked rings, and again after a day, until it is dealt with', async () => {
  await cloud.setFaults(OUTAGE);
  expect((await submit('sample-parked')).status).toBe(503);
  await cloud.clock.advance('5m');
  expect(await ringing()).toEqual(['ApproximateNumberOfMessagesVisible']);
  await cloud.clock.advance('25h');
  expect(await ringing()).toEqual([
    'ApproximateAgeOfOldestMessage',
    'ApproximateNumberOfMessagesVisible',
  ]);
  await cloud.call('SQS', 'PurgeQueue', { QueueUrl: output('BankAccountParkingQueueUrl') });
  await cloud.clock.advance('15m');
  expect(await ringing()).toEqual([]);
});

test('an execution that fails rings for a minute', async () => {
  await cloud.setFaults(OUTAGE, { state: 'Park Application', error: 'SQS.SdkClientException' });
  expect((await submit('sample-failed')).status).toBe(503);
  await cloud.clock.advance('1m');
  expect(await ringing()).toEqual(['5xx', 'ExecutionsFailed']);
  await cloud.clock.advance('5m');
  expect(await ringing()).toEqual([]);
});

test('an execution that runs out of time rings', async () => {
  const stateMachineArn = output('BankAccountStateMachineArn');
  const { definition } = await cloud.call<{ definition: string }>('SFN', 'DescribeStateMachine', {
    stateMachineArn,
  });
  const hasty = JSON.stringify({ ...JSON.parse(definition), TimeoutSeconds: 5 });
  await cloud.call('SFN', 'UpdateStateMachine', { stateMachineArn, definition: hasty });
  await cloud.setFaults({ state: 'Open New Account', delaySeconds: 9 });
  expect((await submit('sample-late')).status).toBe(504);
  await cloud.clock.advance('1m');
  expect(await ringing()).toEqual(['5xx', 'ExecutionsTimedOut']);
});

test('a function that throws rings: its role has lost what it needs', async () => {
  const { Roles } = await cloud.call<{ Roles: { RoleName: string }[] }>('IAM', 'ListRoles', {});
  const { RoleName } = Roles.find((role) => role.RoleName.includes('SubmitApplication'))!;
  await cloud.call('IAM', 'DeleteRolePolicy', { RoleName, PolicyName: 'submit-application' });
  expect((await submit('sample-denied')).status).toBe(500);
  await cloud.clock.advance('1m');
  expect(await ringing()).toEqual(['5xx', 'Errors']);
  await cloud.clock.advance('5m');
  expect(await ringing()).toEqual([]);
});

test('a schedule that may not call its function rings, until it may again', async () => {
  const { Functions } = await cloud.call<{ Functions: { FunctionName: string }[] }>(
    'Lambda',
    'ListFunctions',
    {},
  );
  const { FunctionName } = Functions.find((one) => one.FunctionName.endsWith('watch-approvals'))!;
  const { Policy } = await cloud.call<{ Policy: string }>('Lambda', 'GetPolicy', { FunctionName });
  const [{ Sid: StatementId, Action, Principal, Condition }] = JSON.parse(Policy).Statement;
  await cloud.call('Lambda', 'RemovePermission', { FunctionName, StatementId });
  await cloud.clock.advance('125m');
  expect(await ringing()).toEqual(['ApproximateNumberOfMessagesVisible']);
  await cloud.call('Lambda', 'AddPermission', {
    FunctionName,
    StatementId,
    Action,
    Principal: Principal.Service,
    SourceArn: Condition.ArnLike['AWS:SourceArn'],
  });
  await cloud.call('SQS', 'PurgeQueue', { QueueUrl: output('WatchApprovalsDeadLetterQueueUrl') });
  await cloud.clock.advance('125m');
  expect(await ringing()).toEqual([]);
});
