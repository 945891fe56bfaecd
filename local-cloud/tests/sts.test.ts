import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../src/core/service.ts';
import { ACCOUNT, allow, LAMBDA, policy, type ServedIam, serveIam, trust } from './support/iam.ts';

let served: ServedIam;
let iam: IAMClient;
let sts: STSClient;

beforeEach(async () => {
  served = await serveIam();
  iam = new IAMClient(served.config);
  sts = new STSClient(served.config);
});
afterEach(() => served.gateway.close());

function createRole(RoleName: string, AssumeRolePolicyDocument = LAMBDA) {
  return iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

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

  it('ends at a whole second, as roles are made at one', async () => {
    await served.cloud.clock.advance(250);
    await createRole('worker', trust({ AWS: ACCOUNT }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
    const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' });
    const { Credentials } = await sts.send(command);
    expect(Role!.CreateDate!.getTime() % 1000).toBe(0);
    expect(Credentials!.Expiration!.getTime() - Role!.CreateDate!.getTime()).toBe(3_600_000);
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
    const revoked = served.sessions.issue(RoleArn, 'environment');
    served.sessions.revoke(revoked.accessKeyId);
    await expect(
      new STSClient({ ...config, credentials: revoked }).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('lasts no longer than its role lets it', async () => {
    await createRole('worker', trust({ AWS: ACCOUNT }));
    await expect(assume(7200)).rejects.toMatchObject({
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  it('lasts a quarter of an hour at least', async () => {
    await createRole('worker', trust({ AWS: ACCOUNT }));
    await expect(assume(899)).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy " +
        'constraint: Member must have value greater than or equal to 900',
    });
  });

  it.each([
    [{}, "2 validation errors detected: Value null at 'roleArn'"],
    [
      { RoleArn: 'x', RoleSessionName: 'a b', DurationSeconds: 1 },
      "3 validation errors detected: Value 'x' at 'roleArn'",
    ],
  ])('is refused for what is malformed before anybody is asked: %j', async (input, message) => {
    await expect(sts.send(new AssumeRoleCommand(input as never))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 400 },
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

it('no credentials are kept for a service that works for a role, which signs nothing', async () => {
  await createRole('worker', LAMBDA);
  const lambda = { kind: 'service', arn: 'lambda.amazonaws.com', service: 'lambda.amazonaws.com' };
  const session = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/worker`, RoleSessionName: 'work' };
  const answer = await served.cloud.call(lambda as Principal, 'STS', 'AssumeRole', session);
  expect(answer).toMatchObject({
    AssumedRoleUser: { Arn: expect.stringContaining('worker/work') },
  });
  expect(served.sessions.held).toBe(0);
});
