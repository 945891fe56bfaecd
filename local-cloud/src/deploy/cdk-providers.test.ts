import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { deploy } from './deploy.ts';
import { parseTemplate } from './template.ts';
import { recordingCloud, root } from './testing.ts';

/** A function that no runtime here would run. */
const provider = {
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: 'index.handler', Runtime: 'python3.13', Role: 'arn:r', Code: './gone' },
};
const ServiceToken = { 'Fn::GetAtt': ['Provider', 'Arn'] };
const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'beans' } };

async function deployed(Resources: JsonObject, failOn?: string) {
  const { cloud, calls } = recordingCloud(failOn);
  const artifact = () => new Uint8Array();
  const options = (resources: JsonObject) => ({
    stackName: 'mill',
    template: parseTemplate(JSON.stringify({ Resources: resources }), 'mill.template.json'),
    artifact,
    root,
  });
  const stack = await deploy(cloud, options(Resources));
  return { calls, stack, update: (next: JsonObject) => stack.update(options(next)) };
}

const operations = (calls: readonly { operation: string }[]) =>
  calls.map(({ operation }) => operation);

describe('custom resources of the CDK are made without their functions:', () => {
  test('the retention of logs', async () => {
    const retention = (RetentionInDays?: number) => ({
      Provider: provider,
      Retention: {
        Type: 'Custom::LogRetention',
        Properties: {
          ServiceToken,
          LogGroupName: '/aws/lambda/grind',
          ...(RetentionInDays !== undefined && { RetentionInDays }),
        },
      },
    });
    const { calls, update, stack } = await deployed(retention(7));
    const logGroupName = '/aws/lambda/grind';
    expect(calls).toEqual([
      { operation: 'CreateLogGroup', input: { logGroupName } },
      { operation: 'PutRetentionPolicy', input: { logGroupName, retentionInDays: 7 } },
    ]);
    calls.length = 0;
    expect(await update(retention())).toMatchObject({ updated: ['Retention'], untouched: [] });
    expect(operations(calls)).toEqual(['CreateLogGroup', 'DeleteRetentionPolicy']);
    expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['Retention']);
  });

  test('the notifications of a bucket, which are taken down with it', async () => {
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    const Notifications = {
      Type: 'Custom::S3BucketNotifications',
      Properties: {
        ServiceToken,
        BucketName: { Ref: 'Beans' },
        NotificationConfiguration,
        Managed: true,
        SkipDestinationValidation: false,
      },
    };
    const { calls, stack } = await deployed({ Provider: provider, Beans: bucket, Notifications });
    const operation = 'PutBucketNotificationConfiguration';
    expect(calls.at(-1)).toEqual({
      operation,
      input: { Bucket: 'beans', NotificationConfiguration },
    });
    calls.length = 0;
    await stack.remove();
    expect(calls[0]).toEqual({
      operation,
      input: { Bucket: 'beans', NotificationConfiguration: {} },
    });
    const imported = {
      ...Notifications,
      Properties: { ...Notifications.Properties, BucketName: 'theirs', Managed: false },
    };
    await expect(deployed({ Provider: provider, imported })).rejects.toThrow(
      'Only a bucket of the stack itself',
    );
  });

  test('what has nothing to do here', async () => {
    const { calls } = await deployed({
      Provider: provider,
      Beans: bucket,
      Emptied: {
        Type: 'Custom::S3AutoDeleteObjects',
        Properties: { ServiceToken, BucketName: { Ref: 'Beans' } },
      },
      Restricted: {
        Type: 'Custom::VpcRestrictDefaultSG',
        Properties: { ServiceToken, DefaultSecurityGroupId: 'sg-1', Account: '123456789012' },
      },
    });
    expect(operations(calls)).toEqual(['CreateBucket']);
  });
});

describe("the Serverless Framework's role of API Gateway's logs is made without its function:", () => {
  const Role = (properties: object = {}) => ({
    Provider: provider,
    Role: {
      ...{ Type: 'Custom::ApiGatewayAccountRole', Version: 1 },
      Properties: { ServiceToken, ...properties },
    },
  });
  const account = (value: string) => ({
    operation: 'UpdateAccount',
    input: { patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value }] },
  });

  test('its own', async () => {
    const { calls, stack } = await deployed(Role());
    const RoleName = 'serverlessApiGatewayCloudWatchRole';
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
    expect(calls).toEqual([
      { operation: 'CreateRole', input: expect.objectContaining({ RoleName }) },
      { operation: 'AttachRolePolicy', input: { RoleName, PolicyArn } },
      { operation: 'GetAccount', input: {} },
      account(`arn:aws:iam::123456789012:role/${RoleName}`),
    ]);
    calls.length = 0;
    await stack.remove();
    expect(calls).toEqual([]);
  });

  test('another, which nothing changes later', async () => {
    const { calls, update } = await deployed(Role({ RoleArn: 'arn:of:theirs' }));
    expect(operations(calls)).toEqual(['GetAccount', 'UpdateAccount']);
    expect(calls.at(-1)).toEqual(account('arn:of:theirs'));
    calls.length = 0;
    await update(Role({ RoleArn: 'arn:of:others' }));
    expect(calls).toEqual([]);
  });

  test('which is refused where it cannot be made', async () => {
    await expect(deployed(Role(), 'CreateRole')).rejects.toThrow('LimitExceededException');
  });
});

test('what keeps a log group from being made is told', async () => {
  const Retention = {
    Type: 'Custom::LogRetention',
    Properties: { ServiceToken, LogGroupName: 'g', RetentionInDays: 1 },
  };
  await expect(deployed({ Provider: provider, Retention }, 'CreateLogGroup')).rejects.toThrow(
    'LimitExceededException',
  );
});

test('a function that something else refers to is deployed', async () => {
  const Emptied = { Type: 'Custom::S3AutoDeleteObjects', Properties: { ServiceToken } };
  const Queue = {
    Type: 'AWS::SQS::Queue',
    Properties: { Tags: [{ Key: 'of', Value: { Ref: 'Provider' } }] },
  };
  const { calls } = await deployed({
    Provider: { ...provider, Properties: { ...provider.Properties, Runtime: 'nodejs24.x' } },
    Emptied,
    Queue,
  });
  expect(operations(calls)).toContain('CreateFunction');
});

test('another custom resource is refused by name', async () => {
  const Other = { Type: 'Custom::AWS', Properties: { ServiceToken } };
  await expect(deployed({ Provider: provider, Other })).rejects.toThrow('Other: Custom::AWS');
});
