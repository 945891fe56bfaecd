import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  paginateListRoles,
  TagRoleCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, allow, LAMBDA, policy, type ServedIam, serveIam } from './support/iam.ts';

let served: ServedIam;
let iam: IAMClient;

beforeEach(async () => {
  served = await serveIam();
  iam = new IAMClient(served.config);
});
afterEach(() => served.gateway.close());

function createRole(RoleName: string, AssumeRolePolicyDocument = LAMBDA) {
  return iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

async function createPolicy(PolicyName: string, statement = allow('s3:GetObject')) {
  const PolicyDocument = policy(statement);
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return Policy!.Arn!;
}

describe('a role', () => {
  it('is made, found, listed by pages, and deleted', async () => {
    const { Role } = await createRole('worker');
    await createRole('helper');
    expect(Role).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT}:role/worker`,
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      CreateDate: new Date(Date.UTC(2030, 0, 1)),
    });
    const found = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
    expect(Role).not.toHaveProperty('MaxSessionDuration');
    expect(found.Role).toMatchObject({ MaxSessionDuration: 3600, RoleLastUsed: {} });
    expect(decodeURIComponent(found.Role!.AssumeRolePolicyDocument!)).toBe(LAMBDA);
    const names: string[] = [];
    for await (const { Roles } of paginateListRoles({ client: iam, pageSize: 1 }, {})) {
      names.push(...Roles!.map(({ RoleName }) => RoleName!));
    }
    expect(names).toEqual(['worker', 'helper']);
    await iam.send(new DeleteRoleCommand({ RoleName: 'worker' }));
    const { Roles } = await iam.send(new ListRolesCommand({}));
    expect(Roles!.map(({ RoleName }) => RoleName)).toEqual(['helper']);
  });

  it('keeps its tags, whose keys have no case', async () => {
    const RoleName = 'worker';
    await createRole(RoleName);
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'Team', Value: 'a' }] }));
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'b' }] }));
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'b' }]);
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['TEAM'] }));
    expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([]);
  });

  it.each([
    ['worker', LAMBDA, 'EntityAlreadyExistsException', 'Role with name worker already exists.'],
    ['a b', LAMBDA, 'ValidationError', 'The specified value for roleName is invalid.'],
    ['other', '{', 'MalformedPolicyDocumentException', 'This policy contains invalid Json'],
    [
      'other',
      policy(allow('sts:AssumeRole')),
      'MalformedPolicyDocumentException',
      'Has prohibited field Resource',
    ],
    [
      'other',
      policy({ Effect: 'Allow', Principal: '*', Action: 's3:Get*' }),
      'MalformedPolicyDocumentException',
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
  ])('called %s with the trust policy %s is refused', async (name, document, code, message) => {
    await createRole('worker');
    await expect(createRole(name, document)).rejects.toMatchObject({
      name: code,
      message: expect.stringContaining(message),
    });
  });

  it('keeps its inline policies', async () => {
    const RoleName = 'worker';
    const PolicyName = 'inline';
    await createRole(RoleName);
    const PolicyDocument = policy(allow('sqs:SendMessage'));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    const found = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    expect(decodeURIComponent(found.PolicyDocument!)).toBe(PolicyDocument);
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    expect(PolicyNames).toEqual([PolicyName]);
    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete policies first.',
    });
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    await expect(
      iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
    ).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role policy with name inline cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('has managed policies attached, once each', async () => {
    const RoleName = 'worker';
    await createRole(RoleName);
    const PolicyArn = await createPolicy('reader');
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(attached.AttachedPolicies).toEqual([{ PolicyName: 'reader', PolicyArn }]);
    const entities = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    expect(entities.PolicyRoles).toMatchObject([{ RoleName }]);
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      message: 'Cannot delete a policy attached to entities.',
    });
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  });

  it('can have the policies of AWS that workflows use, and is told which', async () => {
    const RoleName = 'worker';
    await createRole(RoleName);
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const several = 'arn:aws:iam::aws:policy/AWSLambdaExecute';
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: several }));
    const version = new GetPolicyVersionCommand({ PolicyArn: several, VersionId: 'v1' });
    const { PolicyVersion } = await iam.send(version);
    expect(JSON.parse(decodeURIComponent(PolicyVersion!.Document!)).Statement).toEqual([
      { Effect: 'Allow', Action: ['logs:*'], Resource: 'arn:aws:logs:*:*:*' },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::*' },
    ]);
    const missing = new AttachRolePolicyCommand({
      RoleName,
      PolicyArn: 'arn:aws:iam::aws:policy/NoSuchAccess',
    });
    await expect(iam.send(missing)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: expect.stringMatching(
        /NoSuchAccess does not exist or is not attachable\. .*AWSLambdaBasicExecutionRole/,
      ),
    });
  });
});
