import { PublishCommand } from '@aws-sdk/client-sns';
import { sns } from '../kit/clients/sns.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { canonicalEvent } from './canonical-event.ts';

const TopicArn = environment('EVENTS_TOPIC_ARN');

/** Publish Event: `{ messageId }`. Subscriptions filter by the attributes, and read the message. */
export const handler = taskHandler(canonicalEvent, UnexpectedPayload, async (event) => {
  const { eventId, type, source } = event;
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const { MessageId } = await sns.send(
    new PublishCommand({
      TopicArn,
      Message: JSON.stringify(event),
      MessageAttributes: { type: text(type), source: text(source) },
    }),
  );
  logger.info('Published', { eventId, type });
  return { messageId: MessageId };
});
