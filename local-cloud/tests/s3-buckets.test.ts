import {
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';
import { role } from './support/role.ts';

const ref = (Ref: string) => ({ Ref });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const mayBeSentTo = (queue: string, service: string) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [ref(queue)],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sqs:SendMessage',
        Resource: arn(queue),
        ...(service === 's3.amazonaws.com' && {
          Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
        }),
      },
    },
  },
});

const template = {
  Resources: {
    Inbox: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
        Tags: [{ Key: 'team', Value: 'billing' }],
      },
    },
    Dropped: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.s3'],
          detail: { bucket: { name: [ref('Inbox')] }, object: { key: [{ suffix: '.pdf' }] } },
        },
        Targets: [{ Id: 'queue', Arn: arn('Events') }],
      },
    },
    Events: { Type: 'AWS::SQS::Queue', Properties: {} },
    EventsPolicy: mayBeSentTo('Events', 'events.amazonaws.com'),
    Messages: { Type: 'AWS::SQS::Queue', Properties: {} },
    MessagesPolicy: mayBeSentTo('Messages', 's3.amazonaws.com'),
    Closed: { Type: 'AWS::SQS::Queue', Properties: {} },
    Uploads: {
      Type: 'AWS::S3::Bucket',
      DependsOn: 'MessagesPolicy',
      Properties: {
        BucketName: 'uploads',
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
          ],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
        LifecycleConfiguration: {
          Rules: [
            { Id: 'all', Status: 'Enabled', ExpirationInDays: '30' },
            {
              Id: 'tagged',
              Status: 'Enabled',
              Prefix: 'in/',
              TagFilters: [{ Key: 'a', Value: 'b' }],
              ExpirationDate: '2040-01-01T00:00:00Z',
              Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }],
            },
          ],
        },
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Event: 's3:ObjectCreated:*',
              Queue: arn('Messages'),
              Filter: { S3Key: { Rules: [{ Name: 'suffix', Value: '.txt' }] } },
            },
            { Event: 's3:ObjectRemoved:*', Queue: arn('Messages') },
          ],
        },
      },
    },
    Photos: {
      Type: 'AWS::S3::Bucket',
      DependsOn: 'MayCall',
      Properties: {
        BucketName: 'photos',
        NotificationConfiguration: {
          LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: arn('Thumbnail') }],
        },
      },
    },
    MayCall: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: arn('Thumbnail'),
        Action: 'lambda:InvokeFunction',
        Principal: 's3.amazonaws.com',
        SourceArn: 'arn:aws:s3:::photos',
        SourceAccount: ref('AWS::AccountId'),
      },
    },
    Thumbnail: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: arn('ThumbnailRole'),
        Code: { ZipFile: 'exports.handler = async ({ Records }) => Records[0].s3.object.key;' },
      },
    },
    ThumbnailDone: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: ref('Thumbnail'),
        Qualifier: '$LATEST',
        DestinationConfig: { OnSuccess: { Destination: arn('Done') } },
      },
    },
    Done: { Type: 'AWS::SQS::Queue', Properties: {} },
    ThumbnailRole: role(
      'lambda.amazonaws.com',
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Done') },
      { Effect: 'Allow', Action: 'logs:*', Resource: '*' },
    ),
    UploadsPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref('Uploads'),
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: { 'Fn::Sub': '${Uploads.Arn}/*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        },
      },
    },
  },
  Outputs: {
    Domain: { Value: { 'Fn::GetAtt': ['Uploads', 'RegionalDomainName'] } },
    ClosedArn: { Value: arn('Closed') },
  },
};

let cloud: Cloud;
let s3: S3Client;
beforeAll(async () => {
  cloud = await startCloud({ template });
  s3 = cloud.client(S3Client);
});
afterAll(async () => {
  await cloud.close();
});

/** What is in a queue, gone from it. */
async function received(queue: string): Promise<Record<string, unknown>[]> {
  await cloud.clock.settle();
  const QueueUrl = cloud.resource(queue);
  const sqs = cloud.client(SQSClient);
  const all: Record<string, unknown>[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages.map(({ Body }) => JSON.parse(Body!)));
  }
}

test('buckets are made as their template says', async () => {
  const Bucket = cloud.resource('Inbox');
  expect(Bucket).toMatch(/^[a-z0-9-]+-inbox-[a-z0-9]+$/);
  expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({
    Status: 'Enabled',
  });
  expect(await s3.send(new GetBucketTaggingCommand({ Bucket }))).toMatchObject({
    TagSet: [{ Key: 'team', Value: 'billing' }],
  });
  expect(cloud.output('Domain')).toBe('uploads.s3.us-east-1.amazonaws.com');
  const uploads = { Bucket: 'uploads' };
  expect(await s3.send(new GetBucketEncryptionCommand(uploads))).toMatchObject({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
  });
  expect(await s3.send(new GetBucketLifecycleConfigurationCommand(uploads))).toMatchObject({
    Rules: [
      { ID: 'all', Status: 'Enabled', Filter: {}, Expiration: { Days: 30 } },
      {
        ID: 'tagged',
        Filter: { And: { Prefix: 'in/', Tags: [{ Key: 'a', Value: 'b' }] } },
        Expiration: { Date: new Date('2040-01-01') },
        Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }],
      },
    ],
  });
  expect(await s3.send(new GetBucketOwnershipControlsCommand(uploads))).toMatchObject({
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
  });
});

test('EventBridge is told what happens to objects, with keys as they are', async () => {
  const Bucket = cloud.resource('Inbox');
  const Key = 'an invoice.pdf';
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'four' }));
  const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] };
  await s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging }));
  const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  const [created, tagged, marked, deleted] = await received('Events');
  expect(created).toMatchObject({
    'detail-type': 'Object Created',
    source: 'aws.s3',
    resources: [`arn:aws:s3:::${Bucket}`],
    detail: {
      version: '0',
      bucket: { name: Bucket },
      object: {
        key: Key,
        size: 4,
        etag: '8cbad96aced40b3838dd9f07f6ef5772',
        'version-id': VersionId,
        sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
      },
      'request-id': expect.any(String),
      requester: '123456789012',
      'source-ip-address': '127.0.0.1',
      reason: 'PutObject',
    },
  });
  expect(tagged).toMatchObject({ 'detail-type': 'Object Tags Added' });
  expect(marked).toMatchObject({
    'detail-type': 'Object Deleted',
    detail: {
      object: { 'version-id': marker.VersionId, etag: 'd41d8cd98f00b204e9800998ecf8427e' },
      reason: 'DeleteObject',
      'deletion-type': 'Delete Marker Created',
    },
  });
  expect(deleted).toMatchObject({
    detail: { object: { 'version-id': VersionId }, 'deletion-type': 'Permanently Deleted' },
  });
});

test('a queue is told of the keys and events that it asked for, after a test event for each', async () => {
  const Bucket = 'uploads';
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a.bin', Body: '1' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'in/a+b c@d.txt', Body: '22' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a.bin' }));
  const [first, second, created, removed, ...more] = await received('Messages');
  for (const tested of [first, second]) {
    expect(tested).toMatchObject({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket });
  }
  expect(created).toMatchObject({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        s3: {
          s3SchemaVersion: '1.0',
          bucket: { name: Bucket, arn: 'arn:aws:s3:::uploads' },
          object: { key: 'in/a%2Bb+c%40d.txt', size: 2 },
        },
      },
    ],
  });
  expect(removed).toMatchObject({
    Records: [{ eventName: 'ObjectRemoved:Delete', s3: { object: { key: 'a.bin' } } }],
  });
  expect(more).toEqual([]);
});

test('a function that S3 may call in the name of the bucket is called', async () => {
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'sea side.jpg', Body: 'x' }));
  expect(await received('Done')).toMatchObject([
    { requestContext: { condition: 'Success' }, responsePayload: 'sea+side.jpg' },
  ]);
});

test('a destination that S3 may not send to is refused, and what was configured stays', async () => {
  const Bucket = 'uploads';
  const QueueArn = cloud.output('ClosedArn');
  const configure = (more: object = {}) =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }],
        },
        ...more,
      }),
    );
  const before = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  await expect(configure()).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Unable to validate the following destination configurations',
    ArgumentName1: QueueArn,
    ArgumentValue1:
      'Permissions on the destination queue do not allow S3 to publish notifications from this bucket',
  });
  const after = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  expect(after.QueueConfigurations).toEqual(before.QueueConfigurations);
  await configure({ SkipDestinationValidation: true });
});

test('lifecycle rules go over the wire and back, an empty filter too', async () => {
  const Bucket = cloud.resource('Inbox');
  const Rules = [
    { ID: 'all', Filter: {}, Status: 'Enabled' as const, Expiration: { Days: 1 } },
    {
      ID: 'uploads',
      Prefix: '',
      Status: 'Disabled' as const,
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ];
  const LifecycleConfiguration = { Rules };
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  const answer = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(answer.Rules).toEqual(Rules);
});
