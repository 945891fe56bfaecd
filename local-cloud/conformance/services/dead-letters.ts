import type { CallStep } from './recordings.ts';
import type { Made } from './setup.ts';
import { ACCOUNT, REGION } from './world.ts';

/** The queue of `sqs_create_dlq_pipe`, and where its dead letters go. */
const PIPE = 'pipe';
const DEAD = 'pipe-dead';

/**
 * The calls of fixtures around dead letters: `sqs_create_dlq_pipe` makes both queues, and where
 * `sqs_wait_queue_size` waits for so many dead letters they were sent and received before.
 * Undefined: the step is none of them, or does not tell how many.
 *
 * @param queues the URL of the account's queues
 * @param isPiped whether there is such a pair of queues
 */
export function deadLetterCalls(
  { call, params = {} }: CallStep,
  queues: string,
  isPiped: boolean,
): Made[] | undefined {
  if (call === 'setup:sqs_create_dlq_pipe') return pipe(params.max_receive_count);
  if (call !== 'setup:sqs_wait_queue_size') return undefined;
  const { expected_num_messages: count } = params;
  if (!isPiped) return [];
  return typeof count === 'number' ? deadLetters(`${queues}/${PIPE}`, count) : undefined;
}

function pipe(maxReceiveCount: unknown): Made[] {
  const deadLetterTargetArn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${DEAD}`;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
  return [
    { call: 'sqs:CreateQueue', params: { QueueName: DEAD } },
    { call: 'sqs:CreateQueue', params: { QueueName: PIPE, Attributes: { RedrivePolicy } } },
  ];
}

function deadLetters(QueueUrl: string, count: number): Made[] {
  const send = { call: 'sqs:SendMessage', params: { QueueUrl, MessageBody: 'message' } };
  const receive = { call: 'sqs:ReceiveMessage', params: { QueueUrl, VisibilityTimeout: 0 } };
  return [...Array<Made>(count).fill(send), ...Array<Made>(count + 1).fill(receive)];
}
