import {
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as releaseStock } from './release-stock.ts';
import { cancelled } from './testing.ts';
import { handler as validateOrder } from './validate-order.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.PRODUCTS_TABLE = 'products';
  process.env.RESERVATIONS_TABLE = 'reservations';
});

const db = mockClient(DynamoDBClient);
let logs: () => string;
beforeEach(() => {
  db.reset();
  logs = captureLogs();
});

describe('Validate Order', () => {
  const order = {
    orderId: 'o-1',
    customerId: 'c-1',
    items: [{ productId: 'mug', quantity: 2 }],
    cardToken: 'tok_ok',
  };
  const validate = (sent: unknown) => validateOrder({ order: sent }, lambdaContext());

  test('prices an order by the table, and keeps the card out of it', async () => {
    db.on(GetItemCommand).resolves({ Item: { name: { S: 'Mug' }, price: { N: '1250' } } });
    const answer = await validate(order);
    expect(answer).toMatchObject({ valid: true, problems: '', order: { total: 2500 } });
    expect(JSON.stringify(answer)).not.toContain('tok_ok');
    const [read] = db.commandCalls(GetItemCommand);
    expect(read!.args[0].input).toMatchObject({
      TableName: 'products',
      Key: { productId: { S: 'mug' } },
    });
  });

  test.each([
    ['is not there', undefined],
    ['has no price', { name: { S: 'Mug' } }],
    ['costs parts of a cent', { name: { S: 'Mug' }, price: { N: '12.5' } }],
    ['costs less than nothing', { name: { S: 'Mug' }, price: { N: '-1' } }],
    ['is only given back', { available: { N: '2' } }],
  ])('refuses an order of a product that %s', async (_, Item) => {
    db.on(GetItemCommand).resolves(Item ? { Item } : {});
    expect(await validate(order)).toEqual({
      valid: false,
      order: {},
      problems: 'items.0.productId is no product of ours',
    });
  });

  test('reads no product for what is no order, and logs nothing that was sent', async () => {
    expect(await validate({ ...order, customerId: 'Sam Sample' })).toMatchObject({ valid: false });
    expect(db.commandCalls(GetItemCommand)).toEqual([]);
    expect(logs()).toContain('Order refused');
    expect(logs()).not.toContain('Sam');
  });
});

describe('Release Stock', () => {
  const items = [{ productId: 'mug' }, { productId: 'teapot' }];
  const release = () => releaseStock({ orderId: 'o-1', items }, lambdaContext());
  const reservation = (productId: string, status: string, quantity?: string) => ({
    orderId: { S: 'o-1' },
    productId: { S: productId },
    status: { S: status },
    ...(quantity && { quantity: { N: quantity } }),
  });
  const writes = () =>
    db
      .commandCalls(TransactWriteItemsCommand)
      .flatMap(({ args }) => args[0].input.TransactItems ?? [])
      .map(({ Update }) => Update);

  test('gives back what the reservations say, all at once', async () => {
    db.on(QueryCommand).resolves({
      Items: [reservation('mug', 'RESERVED', '2'), reservation('teapot', 'RESERVED', '1')],
    });
    expect(await release()).toEqual({ released: 2 });
    expect(db.commandCalls(QueryCommand)[0]!.args[0].input.ConsistentRead).toBe(true);
    expect(writes()).toMatchObject([
      { TableName: 'reservations', ConditionExpression: '#status = :reserved' },
      { TableName: 'products', ExpressionAttributeValues: { ':quantity': { N: '2' } } },
      { TableName: 'reservations', ConditionExpression: '#status = :reserved' },
      { TableName: 'products', ExpressionAttributeValues: { ':quantity': { N: '1' } } },
    ]);
  });

  test('closes what is not reserved, so that a reservation on its way takes nothing', async () => {
    db.on(QueryCommand).resolves({ Items: [reservation('mug', 'RESERVED', '2')] });
    expect(await release()).toEqual({ released: 1 });
    expect(writes()[2]).toMatchObject({
      Key: { orderId: { S: 'o-1' }, productId: { S: 'teapot' } },
      ConditionExpression: 'attribute_not_exists(orderId)',
    });
    expect(writes()).toHaveLength(3);
  });

  test('gives nothing back twice', async () => {
    db.on(QueryCommand).resolves({
      Items: [reservation('mug', 'RELEASED', '2'), reservation('teapot', 'RELEASED')],
    });
    expect(await release()).toEqual({ released: 0 });
    expect(writes()).toEqual([]);
  });

  test('says that the stock is changing, for another try', async () => {
    db.on(QueryCommand).resolves({ Items: [] });
    db.on(TransactWriteItemsCommand).rejects(cancelled());
    await expect(release()).rejects.toMatchObject({ name: 'StockContended' });
    db.on(TransactWriteItemsCommand).rejects(new TypeError('broken'));
    await expect(release()).rejects.toThrow('broken');
  });
});
