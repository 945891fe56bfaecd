import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';

const EVENTS = { EventBridgeConfiguration: { EventBridgeEnabled: true } };
function queueArn(name: string): string {
  return `arn:aws:sqs:us-east-1:123456789012:${name}`;
}

const template = {
  Resources: {
    Inbox: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: 'inbox', NotificationConfiguration: EVENTS },
    },
    Archive: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'archive' } },
    Dropped: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dropped' } },
    DroppedPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { Queues: [{ Ref: 'Dropped' }], PolicyDocument: mayBeTold('dropped', 'events') },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: 'pdf-dropped',
        EventPattern: {
          source: ['aws.s3'],
          detail: {
            bucket: { name: ['inbox'] },
            object: { key: [{ suffix: { 'equals-ignore-case': '.pdf' } }] },
          },
        },
        Targets: [{ Id: 'dropped', Arn: queueArn('dropped') }],
      },
    },
  },
};

let cloud: Cloud;
let folder: string;
beforeAll(async () => {
  cloud = await startCloud({ template });
  folder = mkdtempSync(join(tmpdir(), 'drop-'));
  for (const name of ['my invoice.PDF', 'notes.txt']) writeFileSync(join(folder, name), '%PDF-1.7');
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

async function drop(...words: string[]) {
  const written = { out: '', err: '' };
  const code = await main(['drop', ...words, '--endpoint', cloud.endpoint], {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    progress: () => {},
  });
  return { code, ...written };
}

test('a file goes to the bucket that tells of its objects, and who is told is said', async () => {
  const { code, out } = await drop(join(folder, 'my invoice.PDF'));
  expect(code).toBe(0);
  expect(out).toBe(
    's3://inbox/my invoice.PDF is there (8 bytes), and goes to:\n' +
      '  arn:aws:sqs:us-east-1:123456789012:dropped (rule pdf-dropped)\n' +
      '`local-cloud executions` shows what comes of it.',
  );
  expect(
    await cloud.call('S3', 'HeadObject', { Bucket: 'inbox', Key: 'my invoice.PDF' }),
  ).toMatchObject({ ContentLength: 8, ContentType: 'application/pdf' });
});

test('a key can be given, and the answer be had as JSON', async () => {
  const { out } = await drop(join(folder, 'notes.txt'), '--key', 'June/a.pdf', '--json');
  expect(JSON.parse(out)).toMatchObject({ bucket: 'inbox', key: 'June/a.pdf', bytes: 8 });
});

test('what nobody listens for is refused, and not written', async () => {
  const { code, err } = await drop(join(folder, 'notes.txt'));
  expect(code).toBe(1);
  expect(err).toContain('Nobody listens for notes.txt in inbox');
  const { KeyCount } = await cloud.call<{ KeyCount: number }>('S3', 'ListObjectsV2', {
    Bucket: 'inbox',
    Prefix: 'notes',
  });
  expect(KeyCount).toBe(0);
});

test('a bucket that tells nobody is refused, one that is not there too', async () => {
  const file = join(folder, 'my invoice.PDF');
  expect((await drop(file, '--bucket', 'archive')).err).toContain('Nobody listens');
  expect((await drop(file, '--bucket', 'no-such-bucket')).err).toContain('NoSuchBucket');
});

test('a file that is not there is an error that says so', async () => {
  const { code, err } = await drop(join(folder, 'none.pdf'));
  expect(code).toBe(1);
  expect(err).toContain('none.pdf cannot be read');
});

test('a queue that the bucket itself tells is named, for keys of its filter', async () => {
  await cloud.call('S3', 'CreateBucket', { Bucket: 'orders' });
  const { QueueUrl } = await cloud.call<{ QueueUrl: string }>('SQS', 'CreateQueue', {
    QueueName: 'orders',
    Attributes: { Policy: JSON.stringify(mayBeTold('orders', 's3')) },
  });
  expect(QueueUrl).toContain('orders');
  const Filter = { Key: { FilterRules: [{ Name: 'suffix', Value: '.txt' }] } };
  const told = { QueueArn: queueArn('orders'), Events: ['s3:ObjectCreated:*'], Filter };
  await cloud.call('S3', 'PutBucketNotificationConfiguration', {
    Bucket: 'orders',
    NotificationConfiguration: { QueueConfigurations: [told] },
  });
  const named = await drop(join(folder, 'notes.txt'), '--bucket', 'orders');
  expect(named.out).toContain(queueArn('orders'));
});

test('of several buckets it is the one that tells of such objects', async () => {
  expect((await drop(join(folder, 'notes.txt'))).out).toContain('s3://orders/notes.txt is there');
  expect((await drop(join(folder, 'my invoice.PDF'))).out).toContain('s3://inbox/my invoice.PDF');
  const nowhere = await drop(join(folder, 'notes.txt'), '--key', 'notes.md');
  expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('No bucket tells') });
  await cloud.call('S3', 'PutBucketNotificationConfiguration', {
    Bucket: 'archive',
    NotificationConfiguration: {
      QueueConfigurations: [{ QueueArn: queueArn('orders'), Events: ['s3:ObjectCreated:*'] }],
    },
  });
  const which = await drop(join(folder, 'notes.txt'));
  expect(which).toMatchObject({ code: 2, err: expect.stringContaining('More than one bucket') });
});

function mayBeTold(queue: string, by: string) {
  const Principal = { Service: `${by}.amazonaws.com` };
  const allowed = { Effect: 'Allow', Principal, Action: 'sqs:SendMessage' };
  return { Version: '2012-10-17', Statement: [{ ...allowed, Resource: queueArn(queue) }] };
}
