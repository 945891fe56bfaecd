import type { PublishCommandOutput, Subscription, Topic } from '@aws-sdk/client-sns';
import { every, groupOf, type Kind, row } from './kind.ts';

/** SNS's topics. */
export const topics: Kind = {
  name: 'topics',
  async list(aws) {
    const found = await every<Topic>(aws, {
      ...{ service: 'SNS', operation: 'ListTopics', list: 'Topics' },
    });
    return found.map(({ TopicArn }) => ({ name: TopicArn!.split(':').at(-1)!, id: TopicArn! }));
  },
  async facts(_aws, { id }) {
    return [['TopicArn', id]];
  },
  holds: {
    title: 'Subscriptions',
    async read(aws, { id: TopicArn }) {
      const found = await every<Subscription>(aws, {
        ...{ service: 'SNS', operation: 'ListSubscriptionsByTopic', list: 'Subscriptions' },
        input: { TopicArn },
      });
      return {
        headings: ['Protocol', 'Endpoint'],
        rows: found.map((one) => row([one.Protocol, one.Endpoint], one)),
      };
    },
  },
  acts: [
    {
      label: 'Publish a message',
      fields: [{ name: 'Subject' }, { name: 'Message', isLong: true }],
      async run(aws, { name, id: TopicArn }, { Subject, Message }) {
        const { MessageId } = await aws.call<PublishCommandOutput>('SNS', 'Publish', {
          ...{ TopicArn, Message, ...(Subject && { Subject }), ...groupOf(name) },
        });
        return `It was published as ${MessageId}.`;
      },
    },
  ],
};
