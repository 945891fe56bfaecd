#!/usr/bin/env bash
# @aws-lambda-powertools/parser 2.35.0 (zod 4.6.7): its schemas refuse events that AWS sends, and change others.
#   - an object that was put over IPv6 (an endpoint of dual stack) has an IPv6 address in its notification: S3Schema
#     and the schema for EventBridge refuse it, with all other records of the event. Those of API Gateway take both;
#   - the first message of each queue that a bucket is connected to is S3's own s3:TestEvent, which has no Records:
#     S3SqsEventNotificationSchema refuses it with the real ones beside it, till they are in the dead-letter queue;
#   - the data of a Kinesis record that looks like JSON is parsed, whatever it was: an id of 20 digits is a rounded
#     number afterwards, and bytes that are no UTF-8 (aggregated records) are gone.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/dual-stack-endpoints.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-lambda-powertools/parser@2.35.0 zod@4.6.7
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import { KinesisDataStreamSchema } from '@aws-lambda-powertools/parser/schemas/kinesis';
import { S3Schema, S3SqsEventNotificationSchema } from '@aws-lambda-powertools/parser/schemas/s3';

const put = (sourceIPAddress) => ({
  eventVersion: '2.5', eventSource: 'aws:s3', awsRegion: 'us-east-1', eventName: 'ObjectCreated:Put',
  eventTime: '2026-11-29T00:00:00.000Z', userIdentity: { principalId: 'sample' },
  requestParameters: { sourceIPAddress }, responseElements: { 'x-amz-request-id': 'sample', 'x-amz-id-2': 'sample' },
  s3: {
    s3SchemaVersion: '1.0', configurationId: 'sample',
    bucket: { name: 'sample', ownerIdentity: { principalId: 'sample' }, arn: 'arn:aws:s3:::sample' },
    object: { key: 'a.pdf', size: 1, eTag: 'sample', sequencer: '00' },
  },
});
const message = (body) => ({
  messageId: '1', receiptHandle: 'sample', body: JSON.stringify(body), md5OfBody: 'sample', messageAttributes: {},
  attributes: {
    ApproximateReceiveCount: '1', ApproximateFirstReceiveTimestamp: '1', SenderId: 'sample', SentTimestamp: '1',
  },
  eventSource: 'aws:sqs', eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:sample', awsRegion: 'us-east-1',
});
const test = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-11-29T00:00:00.000Z', Bucket: 'sample' };

const show = (what, schema, Records, taken) => {
  const { success, error } = schema.safeParse({ Records });
  console.log(what.padEnd(28), success ? 'taken' : `refused: ${error.issues[0].path.join('.')}`);
  assert.equal(success, taken, 'Not as it was');
};
show('put over IPv4', S3Schema, [put('192.0.2.1')], true);
show('put over IPv4 and over IPv6', S3Schema, [put('192.0.2.1'), put('2001:db8::1')], false);
const real = message({ Records: [put('192.0.2.1')] });
show('from a queue', S3SqsEventNotificationSchema, [real], true);
show('and the first message', S3SqsEventNotificationSchema, [real, message(test)], false);

const kinesis = (data) =>
  KinesisDataStreamSchema.parse({
    Records: [{
      eventSource: 'aws:kinesis', eventName: 'aws:kinesis:record', eventVersion: '1.0', eventID: 'sample',
      awsRegion: 'us-east-1', invokeIdentityArn: 'sample', eventSourceARN: 'sample',
      kinesis: {
        kinesisSchemaVersion: '1.0', partitionKey: '1', sequenceNumber: '1', approximateArrivalTimestamp: 1.5,
        data: Buffer.from(data).toString('base64'),
      },
    }],
  }).Records[0].kinesis.data;
const data = [kinesis('00123'), kinesis('12345678901234567891'), kinesis([0xf3, 0x89, 0x9a, 0xc2])];
console.log('data of Kinesis:', data);
assert.deepEqual(data, ['00123', 12345678901234567000, '\ufffd\ufffd'], 'Not as it was: data');
JAVASCRIPT
node --no-warnings show.mjs
