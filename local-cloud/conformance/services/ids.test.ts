import { expect, test } from 'vitest';
import { Ids } from './ids.ts';

const ENDPOINT = 'http://127.0.0.1:4566';
const handle = (letter: string): string => letter.repeat(120);
const topic = 'arn:aws:sns:us-east-1:111111111111:news';
const uuid = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`;

test('the endpoint, the region and the partition of a request are ours', () => {
  const QueueUrl = 'https://<endpoint>/111111111111/q';
  const Policy = '{"Resource":"arn:<partition>:sqs:<region>:111111111111:q"}';
  expect(new Ids(ENDPOINT).translate({ QueueUrl, Policy })).toEqual({
    QueueUrl: `${ENDPOINT}/111111111111/q`,
    Policy: '{"Resource":"arn:aws:sqs:us-east-1:111111111111:q"}',
  });
});

test('a receipt handle of another run is that of the newest answer, in its order', () => {
  const ids = new Ids(ENDPOINT);
  ids.learn({ Messages: [{ ReceiptHandle: 'old' }] });
  ids.learn({ Messages: [{ ReceiptHandle: 'first' }, { ReceiptHandle: 'second' }] });
  const theirs = [handle('a'), handle('b'), handle('a')];
  const ours = theirs.map((ReceiptHandle) => ids.translate({ ReceiptHandle }).ReceiptHandle);
  expect(ours).toEqual(['first', 'second', 'first']);
});

test('a subscription of another run is the oldest of the same topic', () => {
  const ids = new Ids(ENDPOINT);
  ids.learn({ SubscriptionArn: 'arn:aws:sns:us-east-1:111111111111:other:0' });
  ids.learn({ SubscriptionArn: `${topic}:1` });
  ids.learn({ SubscriptionArn: `${topic}:2` });
  const SubscriptionArn = `arn:aws:sns:<region>:111111111111:news:${uuid('a')}`;
  expect(ids.translate({ SubscriptionArn })).toEqual({ SubscriptionArn: `${topic}:1` });
});

test('an id within another text is replaced once it is known', () => {
  const ids = new Ids(ENDPOINT);
  ids.learn({ UUID: 'ours' });
  ids.translate({ UUID: uuid('b') });
  expect(ids.translate({ Resource: `mapping:${uuid('b')}` })).toEqual({ Resource: 'mapping:ours' });
});

test.each([
  ['that looks like none that AWS makes', { ReceiptHandle: 'garbage' }, true],
  ['that AWS did not know', { UUID: uuid('c') }, false],
])('an id %s stays as it is', (_, params, mapNew) => {
  const ids = new Ids(ENDPOINT);
  ids.learn({ ReceiptHandle: 'ours', UUID: 'ours' });
  expect(ids.translate(params, mapNew)).toEqual(params);
});

test('a consumer of another run is ours of the same name, with the time that is in its ARN', () => {
  const ids = new Ids(ENDPOINT);
  const consumer = (name: string): string =>
    `arn:aws:kinesis:us-east-1:111111111111:stream/s/consumer/${name}`;
  ids.learn({ ConsumerARN: `${consumer('slow')}:1` });
  ids.learn({ ConsumerARN: `${consumer('fast')}:2` });
  expect(ids.translate({ ConsumerARN: consumer('fast') })).toEqual({
    ConsumerARN: `${consumer('fast')}:2`,
  });
  expect(ids.translate({ ConsumerARN: `${consumer('slow')}:77` })).toEqual({
    ConsumerARN: `${consumer('slow')}:1`,
  });
});
