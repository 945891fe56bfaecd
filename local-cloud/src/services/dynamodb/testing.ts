import type { AttributeValue, CreateTableInput } from '@aws-sdk/client-dynamodb';
import { callable, fakeCloud } from '../testing.ts';
import { createDynamoDB } from './index.ts';
import type { Item } from './values/attribute-value.ts';

/** A DynamoDB of its own, on a frozen clock. */
export function freshDynamoDB() {
  const cloud = fakeCloud();
  const service = createDynamoDB(cloud);
  return { cloud, service, db: callable(service) };
}

/** Keyed by `customer` (S) and `number` (N), with a global index by `status` and `placedAt` (S). */
export const ORDERS: CreateTableInput = {
  TableName: 'Orders',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'customer', AttributeType: 'S' },
    { AttributeName: 'number', AttributeType: 'N' },
    { AttributeName: 'status', AttributeType: 'S' },
    { AttributeName: 'placedAt', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'customer', KeyType: 'HASH' },
    { AttributeName: 'number', KeyType: 'RANGE' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'by-time',
      KeySchema: [
        { AttributeName: 'customer', KeyType: 'HASH' },
        { AttributeName: 'placedAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-status',
      KeySchema: [
        { AttributeName: 'status', KeyType: 'HASH' },
        { AttributeName: 'placedAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['amount'] },
    },
  ],
};

export async function withOrders() {
  const fresh = freshDynamoDB();
  await fresh.db.CreateTable(ORDERS);
  return fresh;
}

/** An item from plain values: strings, numbers, booleans, null, lists and objects. */
export function item(plain: Record<string, Plain>): Item {
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, av(value)]));
}

export type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

export function av(plain: Plain): AttributeValue {
  if (typeof plain === 'string') return { S: plain };
  if (typeof plain === 'number') return { N: String(plain) };
  if (typeof plain === 'boolean') return { BOOL: plain };
  if (plain === null) return { NULL: true };
  return Array.isArray(plain) ? { L: plain.map(av) } : { M: item(plain) };
}
