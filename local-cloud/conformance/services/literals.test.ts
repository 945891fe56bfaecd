import { expect, test } from 'vitest';
import { Literals } from './literals.ts';
import type { Recording, Step } from './recordings.ts';

function literals(requests: readonly Step[], content: Recording['recorded-content'] = {}) {
  const recording = { service: 's', test: 't', requests, requestsFrom: 'literals' } as const;
  return new Literals({ ...recording, 'recorded-content': content });
}

test('a name that is made is made up, one that is used is the last that was made', () => {
  const known = literals([]);
  const { params } = known.resolve('CreateQueue', { QueueName: '<...>' }, 0);
  expect(params).toEqual({ QueueName: 'made-1' });
  known.learn(params, { QueueUrl: 'http://here/made-1' });
  expect(known.resolve('SendMessage', { QueueUrl: '<...>', MessageBody: 'x' }, 1)).toEqual({
    params: { QueueUrl: 'http://here/made-1', MessageBody: 'x' },
    open: [],
  });
});

test('receipt handles are used up in the order they were received', () => {
  const known = literals([]);
  known.learn({}, { Messages: [{ ReceiptHandle: 'a' }, { ReceiptHandle: 'b' }] });
  const take = () => known.resolve('DeleteMessage', { ReceiptHandle: '<...>' }, 1).params;
  expect([take(), take()]).toEqual([{ ReceiptHandle: 'a' }, { ReceiptHandle: 'b' }]);
});

test('what a later answer echoes is what was sent', () => {
  const known = literals([{ call: 'sqs:send_message' }, { match: 'got' }], {
    got: { Messages: [{ Body: 'hello', MessageId: '<uuid:1>' }] },
  });
  expect(known.resolve('SendMessage', { MessageBody: '<...>' }, 0)).toEqual({
    params: { MessageBody: 'hello' },
    open: [],
  });
});

test('what nothing tells stays open', () => {
  expect(literals([]).resolve('CreateQueue', { Attributes: '<...>' }, 0).open).toEqual([
    'Attributes',
  ]);
});
