import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, allow, policy, type ServedIam, serveIam } from './support/iam.ts';

let served: ServedIam;
let iam: IAMClient;

beforeEach(async () => {
  served = await serveIam();
  iam = new IAMClient(served.config);
});
afterEach(() => served.gateway.close());

async function createPolicy(PolicyName: string, statement = allow('s3:GetObject')) {
  const PolicyDocument = policy(statement);
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return Policy!.Arn!;
}

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

  it('is made with tags, which lists do not tell', async () => {
    const Tags = [{ Key: 'team', Value: 'billing' }];
    const input = { PolicyName: 'payer', PolicyDocument: document('s3:Get*') };
    const { Policy } = await iam.send(new CreatePolicyCommand({ ...input, Tags }));
    expect(Policy?.Tags).toEqual(Tags);
    const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
    expect(Policies?.map(({ Tags }) => Tags)).toEqual([undefined]);
  });

  it('has tags', async () => {
    const PolicyArn = await createPolicy('reader');
    const Tags = ['a', 'b'].map((Key) => ({ Key, Value: '1' }));
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }));
    const listed = await iam.send(new ListPolicyTagsCommand({ PolicyArn }));
    expect(listed).toMatchObject({ Tags: [{ Key: 'b', Value: '1' }], IsTruncated: false });
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
    expect(served.changes).toEqual([
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
