import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../kit/clients/dynamodb.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { queueHandler } from '../kit/queue.ts';
import { type SubscriptionExpired, subscriptionExpired } from './canonical-event.ts';

const TableName = environment('SUBSCRIPTIONS_TABLE');

/**
 * Ends a subscription. Events may come late, twice and in any order: the time of the event itself
 * decides, so that nothing newer is undone, be it a later event or a renewal.
 */
export const handler = queueHandler(subscriptionExpired, async (event) => {
  const { eventId } = event;
  const expired = await expire(event);
  logger.info(expired ? 'Expired' : 'Something newer stands', { eventId });
});

async function expire({ eventId, customerId, occurredAt, data }: SubscriptionExpired) {
  try {
    await dynamodb.send(
      new UpdateItemCommand({
        TableName,
        Key: { subscriptionId: { S: data.subscriptionId } },
        UpdateExpression:
          'SET #status = :expired, accessUntil = :until, changedAt = :at, changedBy = :event, customerId = :customer',
        ConditionExpression: 'attribute_not_exists(changedAt) OR changedAt < :at',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':expired': { S: 'EXPIRED' },
          ':until': { S: data.accessUntil },
          ':at': { S: occurredAt },
          ':event': { S: eventId },
          ':customer': { S: customerId },
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
