import { callable, fakeCloud } from '../testing.ts';
import { createSQS } from './index.ts';

/** An SQS of its own, on a frozen clock, with what it measured. */
export function freshSQS() {
  const cloud = fakeCloud();
  const service = createSQS(cloud);
  return { cloud, service, sqs: callable(service), measured: cloud.measured };
}

export async function withQueue(Attributes: Record<string, string> = {}, name = 'orders') {
  const fresh = freshSQS();
  const { QueueUrl } = await fresh.sqs.CreateQueue({ QueueName: name, Attributes });
  const url = QueueUrl!;
  return {
    ...fresh,
    url,
    send: (MessageBody: string, more: object = {}) =>
      fresh.sqs.SendMessage({ QueueUrl: url, MessageBody, ...more }),
    receive: async (more: object = {}) => {
      const { Messages } = await fresh.sqs.ReceiveMessage({ QueueUrl: url, ...more });
      return Messages ?? [];
    },
  };
}

export const arnOf = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
