import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';

/** What DynamoDB answers where a condition does not hold, with the item as it stands. */
export function refused(Item?: Record<string, AttributeValue>) {
  return new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: {},
    ...(Item && { Item }),
  });
}

export function cancelled() {
  return new TransactionCanceledException({ message: 'Transaction cancelled', $metadata: {} });
}
