import type {
  GetQueueAttributesCommandOutput,
  ReceiveMessageCommandOutput,
} from '@aws-sdk/client-sqs';
import { every, groupOf, type Kind, row, told } from './kind.ts';

const FACTS = [
  'QueueArn',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'VisibilityTimeout',
  'RedrivePolicy',
];

/** SQS's queues. */
export const queues: Kind = {
  name: 'queues',
  async list(aws) {
    const urls = await every<string>(aws, {
      ...{ service: 'SQS', operation: 'ListQueues', list: 'QueueUrls' },
      input: { MaxResults: 1000 },
    });
    return urls.map((url) => ({ name: url.split('/').at(-1)!, id: url }));
  },
  async facts(aws, { id: QueueUrl }) {
    const input = { QueueUrl, AttributeNames: ['All'] };
    const { Attributes = {} } = await aws.call<GetQueueAttributesCommandOutput>(
      'SQS',
      'GetQueueAttributes',
      input,
    );
    return told(Attributes, FACTS);
  },
  holds: {
    title: 'Messages',
    asks: 'To look at messages is to receive them: each look counts for the dead-letter queue.',
    async read(aws, { id: QueueUrl }) {
      const { Messages = [] } = await aws.call<ReceiveMessageCommandOutput>(
        'SQS',
        'ReceiveMessage',
        {
          ...{ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 },
          MessageSystemAttributeNames: ['All'],
        },
      );
      return {
        headings: ['Received', 'Body'],
        rows: Messages.map(({ Attributes, Body = '' }) =>
          row([`${Attributes?.ApproximateReceiveCount}×`, Body], Body),
        ),
      };
    },
  },
  acts: [
    {
      label: 'Send a message',
      fields: [{ name: 'Body', isLong: true, first: '{}' }],
      async run(aws, { name, id: QueueUrl }, { Body: MessageBody }) {
        await aws.call('SQS', 'SendMessage', { QueueUrl, MessageBody, ...groupOf(name) });
        return 'It was sent.';
      },
    },
    {
      label: 'Purge',
      fields: [],
      warning: 'All messages of the queue are deleted.',
      async run(aws, { id: QueueUrl }) {
        await aws.call('SQS', 'PurgeQueue', { QueueUrl });
        return 'Its messages are deleted.';
      },
    },
  ],
};
