import { expect, test } from 'vitest';
import { Choices } from './choices.ts';
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

test('a message is what its function was given, or one that no filter asks for', () => {
  const requests = [{ call: 'sqs:send_message' }, { match: 'made' }, { match: 'events' }];
  const content = {
    made: { FilterCriteria: { Filters: [{ Pattern: { body: { a: ['b'] } } }] } },
    events: [{ Records: [{ body: { a: 'b' }, messageId: '<uuid:1>' }] }],
  };
  const recording = { service: 's', test: 't', requests, requestsFrom: 'literals' } as const;
  const bodies: unknown[] = [];
  for (let choices: Choices | undefined = new Choices(); choices; choices = choices.next()) {
    const known = new Literals({ ...recording, 'recorded-content': content }, choices);
    bodies.push(known.resolve('SendMessage', { MessageBody: '<...>' }, 0).params.MessageBody);
  }
  expect(bodies).toEqual([{ a: 'b' }, '{"unlike":"all"}', 'unlike all']);
});

test('an archive has a new name, unless AWS said that there is one, and is of the bus that was made', () => {
  const known = literals(
    [{ call: 'events:create_archive' }, { call: 'events:create_archive' }, { match: 'again' }],
    { again: { Error: { Message: 'Archive <archive-name> already exists.' } } },
  );
  known.learn({ Name: 'garden' }, { EventBusArn: 'arn:garden' });
  const asked = { ArchiveName: '<...>', EventSourceArn: '<...>' };
  const { params } = known.resolve('CreateArchive', asked, 0);
  expect(params).toEqual({ ArchiveName: 'made-at-0', EventSourceArn: 'arn:garden' });
  known.learn(params, {});
  expect(known.resolve('CreateArchive', asked, 1).params).toEqual(params);
});

test('an archive that AWS does not know is one that nobody made', () => {
  const { params } = literals([]).resolve('DescribeArchive', { ArchiveName: '<...>' }, 0);
  expect(params).toEqual({ ArchiveName: 'nobody-made-it' });
});
