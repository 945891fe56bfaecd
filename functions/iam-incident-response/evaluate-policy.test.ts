import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler } from './evaluate-policy.ts';
import { POLICY } from './testing.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.RESTRICTED_ACTIONS_PARAMETER = '/sample/restricted-actions';
});

const ssm = mockClient(SSMClient);
let logs: () => string;
beforeEach(() => {
  ssm.reset();
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'iam:PassRole,s3:DeleteBucket' } });
  logs = captureLogs();
});

function evaluate(actions: unknown, others: object = {}) {
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  const document = JSON.stringify({ Version: '2012-10-17', Statement });
  return handler({ policyArn: POLICY, versionId: 'v1', document, ...others }, lambdaContext());
}

test('a harmless version is not restricted', async () => {
  expect(await evaluate('s3:GetObject')).toEqual({ restricted: false, offences: [] });
});

test('a restricted version is answered with what it allows', async () => {
  expect(await evaluate(['s3:Get*', 'iam:*'])).toEqual({
    restricted: true,
    offences: [{ statement: '#1', allows: 'iam:*', restricted: ['iam:PassRole'] }],
  });
});

test('the list is read for every policy, from the parameter of the workflow', async () => {
  await evaluate('ec2:StartInstances');
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'ec2:Start*' } });
  expect(await evaluate('ec2:StartInstances')).toMatchObject({ restricted: true });
  expect(ssm.commandCalls(GetParameterCommand).map(({ args }) => args[0].input)).toEqual([
    { Name: '/sample/restricted-actions' },
    { Name: '/sample/restricted-actions' },
  ]);
});

test('a document that CloudTrail left out for its size is taken for the worst', async () => {
  expect(await evaluate('s3:GetObject', { document: '' })).toMatchObject({
    restricted: true,
    offences: [{ allows: 'what cannot be read' }],
  });
});

test('of very many offences the first are told, and the number of the others', async () => {
  const { offences } = await evaluate(Array(40).fill('iam:*'));
  expect(offences).toHaveLength(26);
  expect(offences.at(-1)).toEqual({ statement: '...', allows: '15 more', restricted: [] });
});

test('a list that cannot be used is an error by name', async () => {
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'everything' } });
  await expect(evaluate('s3:GetObject')).rejects.toMatchObject({
    name: 'InvalidRestrictedActions',
  });
});

test('a list that is not there is an error', async () => {
  ssm.on(GetParameterCommand).rejects(new ParameterNotFound({ message: 'no', $metadata: {} }));
  await expect(evaluate('s3:GetObject')).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test.each([
  [{ policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
  [{ versionId: '2' }],
  [{ document: undefined }],
])('a payload with %j is InvalidPolicyEvent', async (others) => {
  await expect(evaluate('s3:GetObject', others)).rejects.toMatchObject({
    name: 'InvalidPolicyEvent',
  });
});

test('the log has the verdict, not the document', async () => {
  await evaluate('iam:*');
  expect(JSON.parse(logs())).toMatchObject({ policyArn: POLICY, versionId: 'v1', offences: 1 });
  expect(logs()).not.toContain('Statement');
});
