import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';

export interface Tables {
  readonly products: string;
  readonly reservations: string;
}

/** How many pieces of a product an order has in reserve. */
export interface Reservation {
  readonly productId: string;
  readonly quantity: number;
}

export type Item = Readonly<Record<string, AttributeValue>>;

/** The reservations among the items of an order that still hold their pieces. */
export function heldIn(items: readonly Item[]): Reservation[] {
  return items
    .filter(({ status }) => status?.S === 'RESERVED')
    .map(({ productId, quantity }) => ({
      productId: productId?.S ?? '',
      quantity: Number(quantity?.N),
    }));
}

/**
 * Gives back what is held and closes what is not there: a reservation that arrives later finds its
 * place taken, and takes nothing. All or nothing.
 */
export function release(
  tables: Tables,
  orderId: string,
  held: readonly Reservation[],
  absent: readonly string[],
): TransactWriteItem[] {
  const close = (productId: string, condition: string, values: Item) => ({
    Update: {
      TableName: tables.reservations,
      Key: { orderId: { S: orderId }, productId: { S: productId } },
      UpdateExpression: 'SET #status = :released',
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ...values, ':released': { S: 'RELEASED' } },
    },
  });
  const giveBack = ({ productId, quantity }: Reservation) => ({
    Update: {
      TableName: tables.products,
      Key: { productId: { S: productId } },
      UpdateExpression: 'ADD available :quantity',
      ExpressionAttributeValues: { ':quantity': { N: String(quantity) } },
    },
  });
  return [
    ...held.flatMap((one) => [
      close(one.productId, '#status = :reserved', { ':reserved': { S: 'RESERVED' } }),
      giveBack(one),
    ]),
    ...absent.map((productId) => close(productId, 'attribute_not_exists(orderId)', {})),
  ];
}
