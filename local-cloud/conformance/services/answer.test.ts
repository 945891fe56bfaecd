import { expect, test } from 'vitest';
import { failureOf, pythonBytes, successOf } from './answer.ts';

const OK = { status: 200, headers: {}, body: '' };

test('an answer is shown as boto3 shows it', async () => {
  const output = { At: new Date(0), Bytes: Buffer.from('text'), None: undefined, $metadata: {} };
  expect(await successOf(output, OK)).toEqual({
    At: '1970-01-01T00:00:00.000Z',
    Bytes: 'text',
    ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 200 },
  });
});

test('bytes that are no text are shown as Python writes them', () => {
  expect(pythonBytes(Buffer.from([0, 0x27, 0x41, 0xff]))).toBe(`b"\\x00'A\\xff"`);
});

test('an error of a JSON protocol has the code that its header names for Query', () => {
  const body = JSON.stringify({ __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'None.' });
  const headers = { 'x-amzn-query-error': 'AWS.NonExistentQueue;Sender' };
  expect(failureOf({ status: 400, headers, body }, 'GetQueueUrl').Error).toEqual({
    ...{ Code: 'AWS.NonExistentQueue', Message: 'None.' },
    ...{ QueryErrorCode: 'QueueDoesNotExist', Type: 'Sender' },
  });
});

test('an error in XML has its elements, but for the ids of the request', () => {
  const body =
    '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>a &amp; b</Message><Key>k</Key><RequestId>r</RequestId></Error>';
  expect(failureOf({ status: 404, headers: {}, body }, 'GetObject').Error).toEqual({
    Code: 'NoSuchKey',
    Message: 'a & b',
    Key: 'k',
  });
});

test('an error without a body is its status', () => {
  expect(failureOf({ status: 404, headers: {}, body: '' }, 'HeadObject').Error).toEqual({
    Code: '404',
    Message: 'Not Found',
  });
});
