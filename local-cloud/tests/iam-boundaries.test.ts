import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetPolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, expectExecution, startCloud } from '../src/index.ts';

const allow = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** A machine that may send by its policy, as far as its boundary goes. */
const template = {
  Transform: 'AWS::Serverless-2016-10-31',
  Resources: {
    Limits: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: allow('sns:*') },
    },
    Queue: { Type: 'AWS::SQS::Queue' },
    Send: {
      Type: 'AWS::Serverless::StateMachine',
      Properties: {
        PermissionsBoundary: { Ref: 'Limits' },
        Policies: [
          { SQSSendMessagePolicy: { QueueName: { 'Fn::GetAtt': ['Queue', 'QueueName'] } } },
        ],
        Definition: {
          StartAt: 'Send',
          States: {
            Send: {
              Type: 'Task',
              Resource: 'arn:aws:states:::sqs:sendMessage',
              Parameters: { QueueUrl: { Ref: 'Queue' }, MessageBody: 'tea' },
              End: true,
            },
          },
        },
      },
    },
  },
};

let cloud: Cloud;
let iam: IAMClient;
beforeAll(async () => {
  cloud = await startCloud({ template });
  iam = cloud.client(IAMClient, { maxAttempts: 1 });
});
afterAll(() => cloud.close());

async function limits(PolicyName: string, action: string) {
  const PolicyDocument = JSON.stringify(allow(action));
  return (await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }))).Policy!.Arn!;
}

test('what a boundary does not allow is denied, until it has another or none', async () => {
  const RoleName = cloud.resource('SendRole');
  const denied = await cloud.run('Send');
  expectExecution(denied, { status: 'FAILED' });
  expect(denied.cause).toContain('no permissions boundary allows the sqs:SendMessage action');
  const PermissionsBoundary = await limits('queues', 'sqs:*');
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
  expectExecution(await cloud.run('Send'), { status: 'SUCCEEDED' });
  await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
  expectExecution(await cloud.run('Send'), { status: 'SUCCEEDED' });
});

test('a boundary is described with its role, counted with its policy, and keeps it', async () => {
  const PolicyArn = await limits('reading', 's3:Get*');
  const told = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: PolicyArn };
  const RoleName = 'reader';
  const role = { RoleName, AssumeRolePolicyDocument: trust, PermissionsBoundary: PolicyArn };
  const { Role } = await iam.send(new CreateRoleCommand(role));
  expect(Role?.PermissionsBoundary).toEqual(told);
  const got = await iam.send(new GetRoleCommand({ RoleName }));
  expect(got.Role?.PermissionsBoundary).toEqual(told);
  const { Roles } = await iam.send(new ListRolesCommand({}));
  expect(Roles?.map(({ PermissionsBoundary }) => PermissionsBoundary)).not.toContainEqual(told);
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 });
  const entities = async (usage?: 'PermissionsPolicy' | 'PermissionsBoundary') => {
    const list = { PolicyArn, ...(usage && { PolicyUsageFilter: usage }) };
    const { PolicyRoles } = await iam.send(new ListEntitiesForPolicyCommand(list));
    return PolicyRoles?.map((one) => one.RoleName);
  };
  expect(await entities()).toEqual(['reader']);
  expect(await entities('PermissionsBoundary')).toEqual(['reader']);
  expect(await entities('PermissionsPolicy')).toEqual([]);
  const boundaries = new ListPoliciesCommand({ PolicyUsageFilter: 'PermissionsBoundary' });
  const { Policies } = await iam.send(boundaries);
  expect(Policies?.map(({ PolicyName }) => PolicyName)).toContain('reading');
  expect(
    Policies?.map(({ PermissionsBoundaryUsageCount }) => PermissionsBoundaryUsageCount),
  ).toEqual(Policies?.map(() => 1));
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
});

test('a boundary that is not there is refused', async () => {
  const PermissionsBoundary = 'arn:aws:iam::123456789012:policy/nothing';
  const refusal = {
    name: 'NoSuchEntityException',
    message: `Scope ARN: ${PermissionsBoundary} does not exist or is not attachable.`,
  };
  const role = { RoleName: 'none', AssumeRolePolicyDocument: trust, PermissionsBoundary };
  await expect(iam.send(new CreateRoleCommand(role))).rejects.toMatchObject(refusal);
  const RoleName = cloud.resource('SendRole');
  const put = new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary });
  await expect(iam.send(put)).rejects.toMatchObject(refusal);
});
