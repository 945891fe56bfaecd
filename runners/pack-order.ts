/**
 * Does on a laptop what the container of `pack-order` does on AWS, as a few lines of shell in its task
 * definition: reads what is reserved for ORDER_ID, writes the packing slip, and ends with 1 where there is
 * nothing to pack.
 */
import {
  type AttributeValue,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';

const { ORDER_ID = '', RESERVATIONS_TABLE, SLIPS_TABLE } = process.env;
const dynamodb = new DynamoDBClient();

async function reserved(): Promise<AttributeValue[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: RESERVATIONS_TABLE,
      ConsistentRead: true,
      KeyConditionExpression: 'orderId = :order',
      FilterExpression: '#status = :reserved',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':order': { S: ORDER_ID }, ':reserved': { S: 'RESERVED' } },
    }),
  );
  return Items.map(({ productId, quantity }) => ({
    M: { productId: productId!, quantity: quantity! },
  }));
}

async function writeSlip(items: AttributeValue[]): Promise<void> {
  const packedAt = { S: new Date().toISOString() };
  const Item = { orderId: { S: ORDER_ID }, packedAt, items: { L: items } };
  await dynamodb.send(new PutItemCommand({ TableName: SLIPS_TABLE, Item }));
}

const items = await reserved();
if (items.length === 0) {
  console.error(`Nothing is reserved for order ${ORDER_ID}.`);
  process.exit(1);
}
await writeSlip(items);
console.log(`Packed order ${ORDER_ID}.`);
