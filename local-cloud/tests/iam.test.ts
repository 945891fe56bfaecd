import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  paginateListRoles,
  SetDefaultPolicyVersionCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIam } from '../src/services/iam/index.ts';
import { createSts, Sessions } from '../src/services/sts/index.ts';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

const ACCOUNT = '123456789012';

let served: ServedCloud;
let iam: IAMClient;
let sts: STSClient;
let sessions: Sessions;
let changes: object[];

beforeEach(async () => {
  changes = [];
  served = await serveCloud((cloud) => {
    sessions = new Sessions(cloud.clock, cloud.random);
    const service = createIam(cloud, {
      onChange: (callName, requestParameters, responseElements, { principal }) => {
        changes.push({ callName, requestParameters, responseElements, by: principal.arn });
      },
    });
    const { roles } = service;
    cloud.identifyBy({
      principalOf: (key) => sessions.principalOf(key),
      policiesOf: (arn) => roles.policiesOf(arn),
    });
    return [service, createSts(cloud, { roles, sessions })];
  });
  iam = new IAMClient(served.config);
  sts = new STSClient(served.config);
});
afterEach(() => served.gateway.close());

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function allow(Action: string, Resource = '*'): object {
  return { Effect: 'Allow', Action, Resource };
}

function trust(Principal: object): string {
  return policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
}

const LAMBDA = trust({ Service: 'lambda.amazonaws.com' });

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
      MaxSessionDuration: 3600,
    });
    const found = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
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
    ['other', '{', 'MalformedPolicyDocumentException', 'It is not JSON'],
    [
      'other',
      policy(allow('sts:AssumeRole')),
      'MalformedPolicyDocumentException',
      'Has prohibited field Resource.',
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
    const missing = new AttachRolePolicyCommand({
      RoleName,
      PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    });
    await expect(iam.send(missing)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: expect.stringMatching(
        /ReadOnlyAccess does not exist or is not attachable\. .*AWSLambdaBasicExecutionRole/,
      ),
    });
  });
});

describe('a managed policy', () => {
  const document = (action: string) => policy(allow(action));

  it('has versions, of which one is in force', async () => {
    const PolicyArn = await createPolicy('reader');
    const PolicyDocument = document('s3:PutObject');
    const second = new CreatePolicyVersionCommand({
      PolicyArn,
      PolicyDocument,
      SetAsDefault: true,
    });
    const { PolicyVersion } = await iam.send(second);
    expect(PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions).toMatchObject([
      { VersionId: 'v2', IsDefaultVersion: true },
      { VersionId: 'v1', IsDefaultVersion: false },
    ]);
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy).toMatchObject({
      PolicyName: 'reader',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
    });
    const shown = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    expect(decodeURIComponent(shown.PolicyVersion!.Document!)).toBe(PolicyDocument);
  });

  it('has five versions at most, and never uses a number twice', async () => {
    const PolicyArn = await createPolicy('reader');
    const add = () =>
      iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document('s3:Put*') }));
    for (let count = 2; count <= 5; count++) await add();
    await expect(add()).rejects.toMatchObject({
      name: 'LimitExceededException',
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v5' }));
    expect((await add()).PolicyVersion).toMatchObject({ VersionId: 'v6' });
  });

  it('keeps its default version, and goes only with that one left', async () => {
    const PolicyArn = await createPolicy('reader');
    const remove = (VersionId: string) =>
      iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document('s3:*') }));
    await expect(remove('v1')).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete the default version of a policy.',
    });
    await expect(remove('v9')).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: expect.stringContaining('This policy has more than one version.'),
    });
    await remove('v2');
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
    const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
    expect(Policies).toEqual([]);
  });

  it('tells what changed in the words of CloudTrail', async () => {
    const PolicyArn = await createPolicy('reader');
    await iam.send(new GetPolicyCommand({ PolicyArn }));
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: document('s3:*'),
        SetAsDefault: true,
      }),
    );
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    expect(changes).toEqual([
      {
        callName: 'CreatePolicy',
        by: `arn:aws:iam::${ACCOUNT}:root`,
        requestParameters: { policyName: 'reader', policyDocument: document('s3:GetObject') },
        responseElements: {
          policy: expect.objectContaining({
            arn: PolicyArn,
            defaultVersionId: 'v1',
            createDate: 'Jan 1, 2030 12:00:00 AM',
          }),
        },
      },
      expect.objectContaining({
        callName: 'CreatePolicyVersion',
        responseElements: {
          policyVersion: {
            versionId: 'v2',
            isDefaultVersion: true,
            createDate: 'Jan 1, 2030 12:00:00 AM',
          },
        },
      }),
      expect.objectContaining({ callName: 'DeletePolicyVersion', responseElements: null }),
    ]);
  });
});

describe('a session', () => {
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/worker`;

  async function assume(DurationSeconds = 900) {
    const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', DurationSeconds });
    const { Credentials, AssumedRoleUser } = await sts.send(command);
    const credentials = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    };
    return { ...served.config, credentials, AssumedRoleUser };
  }

  it('is given to whom the trust policy names, and says who it is', async () => {
    await createRole('worker', trust({ AWS: ACCOUNT }));
    const { AssumedRoleUser, ...config } = await assume();
    const identity = await new STSClient(config).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/me`,
      UserId: expect.stringMatching(/^AROA\w+:me$/),
    });
    expect(AssumedRoleUser).toMatchObject({ Arn: identity.Arn });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT}:root`,
      UserId: ACCOUNT,
    });
  });

  it('is refused to whom the trust policy does not name, and of a role that is not there', async () => {
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
    await createRole('worker', LAMBDA);
    await expect(assume()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      ),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('may do what the policies of its role allow, and is told what is missing', async () => {
    await createRole('worker', trust({ AWS: ACCOUNT }));
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'worker',
        PolicyName: 'inline',
        PolicyDocument: policy(allow('iam:GetRole', RoleArn)),
      }),
    );
    const client = new IAMClient(await assume());
    await client.send(new GetRoleCommand({ RoleName: 'worker' }));
    await expect(client.send(new DeleteRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        `User: arn:aws:sts::${ACCOUNT}:assumed-role/worker/me is not authorized to perform: ` +
        `iam:DeleteRole on resource: ${RoleArn} because no identity-based policy allows the ` +
        'iam:DeleteRole action\nMissing from the policies of role worker: ' +
        `{"Effect":"Allow","Action":"iam:DeleteRole","Resource":"${RoleArn}"}`,
    });
    expect(served.cloud.usedActions.toJSON()).toEqual({
      [RoleArn]: [{ action: 'iam:GetRole', resource: RoleArn, count: 1 }],
    });
  });

  it('is over when its time is, or when it is revoked', async () => {
    await createRole('worker', trust({ AWS: ACCOUNT }));
    const config = await assume(900);
    await served.cloud.clock.advance(899_000);
    await new STSClient(config).send(new GetCallerIdentityCommand({}));
    await served.cloud.clock.advance(1_000);
    await expect(
      new STSClient(config).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    sessions.revoke(config.credentials.accessKeyId);
    await expect(
      new STSClient(config).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('lasts no longer than its role lets it', async () => {
    await createRole('worker', trust({ AWS: ACCOUNT }));
    await expect(assume(7200)).rejects.toMatchObject({
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  it('is kept by those who hold it when the trust policy changes', async () => {
    await createRole('worker', trust({ AWS: ACCOUNT }));
    const config = await assume();
    await iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: 'worker', PolicyDocument: LAMBDA }),
    );
    await new STSClient(config).send(new GetCallerIdentityCommand({}));
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
