import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient();

/** Writes an order into the table, and does nothing else. */
export async function handler({ orderId, total, teas }) {
  const Item = {
    orderId: { S: orderId },
    total: { N: String(total) },
    teas: { L: teas.map((tea) => ({ S: tea })) },
  };
  await client.send(new PutItemCommand({ TableName: process.env.ORDERS_TABLE, Item }));
}
