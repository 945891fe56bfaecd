import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { TripCompleted } from './canonical-event.ts';

export interface Tables {
  readonly awards: string;
  readonly balances: string;
}

/**
 * The points of a trip: an award and the sum it is added to, written together or not at all. There
 * is one award per event, so a repeated event adds nothing; and sums do not mind the order.
 */
export function award(tables: Tables, event: TripCompleted): TransactWriteItem[] {
  const { eventId, customerId, occurredAt, data } = event;
  const points = { N: String(data.points) };
  const put = {
    TableName: tables.awards,
    Item: {
      eventId: { S: eventId },
      customerId: { S: customerId },
      tripId: { S: data.tripId },
      points,
      occurredAt: { S: occurredAt },
    },
    ConditionExpression: 'attribute_not_exists(eventId)',
  };
  const add = {
    TableName: tables.balances,
    Key: { customerId: { S: customerId } },
    UpdateExpression: 'ADD points :points',
    ExpressionAttributeValues: { ':points': points },
  };
  return [{ Put: put }, { Update: add }];
}
