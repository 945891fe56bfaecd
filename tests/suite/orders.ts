import { startCloud } from 'local-cloud';
import { root } from '../project.ts';
import { letDie } from './dying.ts';

export interface Wanted {
  readonly productId: string;
  readonly quantity: number;
}

/** What is wanted of the shop, as the input of an execution. */
export interface OrderInput {
  readonly orderId: string;
  readonly customerId: string;
  readonly items: readonly Wanted[];
  readonly cardToken: string;
}

type Item = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

export interface OrderExecution {
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  readonly output?: string;
  readonly input: string;
}

/** What there is of an order: its item, its payment, and what it holds of the stock by product. */
export interface Found {
  readonly order: Item | undefined;
  readonly payment: Item | undefined;
  readonly held: Readonly<Record<string, number>>;
}

type Definition = { States: Record<string, Record<string, unknown>> };

/**
 * A cloud with the suite in it, and what tests of order-fulfilment need of it. Packing is stood in for
 * by a read: a process for each order would take minutes. `change` makes another machine of it.
 */
export async function orderCloud(seed: string, change: (machine: Definition) => void = () => {}) {
  // That a function died is told, and here they are to.
  const cloud = await startCloud({
    project: root,
    seed,
    report: () => {},
  });
  const stateMachineArn = cloud.output('OrderFulfilmentStateMachineArn');
  const tables = {
    orders: cloud.output('OrdersTableName'),
    products: cloud.output('OrderProductsTableName'),
    reservations: cloud.output('OrderReservationsTableName'),
    payments: cloud.output('OrderPaymentsTableName'),
  };

  const { definition } = await cloud.call<{ definition: string }>('SFN', 'DescribeStateMachine', {
    stateMachineArn,
  });
  const machine: Definition = JSON.parse(definition);
  Object.assign(machine.States['Pack Order']!, {
    Resource: 'arn:aws:states:::dynamodb:getItem',
    Parameters: { TableName: tables.orders, Key: { orderId: { 'S.$': '$.order.orderId' } } },
    ResultSelector: { 'taskArn.$': '$.Item.executionArn.S' },
  });
  change(machine);
  await cloud.call('SFN', 'UpdateStateMachine', {
    stateMachineArn,
    definition: JSON.stringify(machine),
  });
  await letDie(cloud, {
    ProcessPaymentLambdaFunction: 8,
    RefundPaymentLambdaFunction: 8,
    ReleaseStockLambdaFunction: 8,
  });

  /** How many mails were looked at. */
  let read = 0;

  const describe = (executionArn: string) =>
    cloud.call<OrderExecution>('SFN', 'DescribeExecution', { executionArn });

  return {
    cloud,
    describe,
    async stock(products: Readonly<Record<string, { price: number; available: number }>>) {
      for (const [productId, { price, available }] of Object.entries(products)) {
        await cloud.call('DynamoDB', 'PutItem', {
          TableName: tables.products,
          Item: {
            productId: { S: productId },
            name: { S: productId },
            price: { N: String(price) },
            available: { N: String(available) },
          },
        });
      }
    },
    async available(productId: string): Promise<number> {
      const { Item } = await cloud.call<{ Item: Item }>('DynamoDB', 'GetItem', {
        TableName: tables.products,
        Key: { productId: { S: productId } },
      });
      return Number(Item.available?.N);
    },
    async start(input: OrderInput): Promise<string> {
      const { executionArn } = await cloud.call<{ executionArn: string }>('SFN', 'StartExecution', {
        stateMachineArn,
        input: JSON.stringify(input),
      });
      return executionArn;
    },
    async running(): Promise<string[]> {
      const { executions } = await cloud.call<{ executions: { executionArn: string }[] }>(
        'SFN',
        'ListExecutions',
        { stateMachineArn, statusFilter: 'RUNNING' },
      );
      return executions.map(({ executionArn }) => executionArn);
    },
    async stop(executionArn: string): Promise<void> {
      await cloud.call('SFN', 'StopExecution', { executionArn });
    },
    /** What there is of each of these orders, which want nothing but these products. */
    async find(orderIds: readonly string[], products: readonly string[]): Promise<Found[]> {
      const ids = orderIds.map((orderId) => ({ orderId: { S: orderId } }));
      const items = ids.flatMap((id) => products.map((one) => ({ ...id, productId: { S: one } })));
      const { Responses } = await cloud.call<{ Responses: Record<string, Item[]> }>(
        'DynamoDB',
        'BatchGetItem',
        {
          RequestItems: {
            [tables.orders]: { Keys: ids, ConsistentRead: true },
            [tables.payments]: { Keys: ids, ConsistentRead: true },
            [tables.reservations]: { Keys: items, ConsistentRead: true },
          },
        },
      );
      return orderIds.map((id) => foundOf(id, Responses, tables));
    },
    /** The names of the states that an execution entered, in their order. */
    async path(executionArn: string): Promise<string[]> {
      const { events } = await cloud.call<{
        events: { stateEnteredEventDetails?: { name: string } }[];
      }>('SFN', 'GetExecutionHistory', { executionArn, maxResults: 1000 });
      return events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []);
    },
    /** What a request does that was on its way while its order was given up: a charge, a reservation. */
    async straggle({ orderId, items }: OrderInput): Promise<void> {
      const Payload = JSON.stringify({ orderId, amount: 1, cardToken: 'tok_ok' });
      const FunctionName = cloud.resource('ProcessPaymentLambdaFunction');
      await cloud.call('Lambda', 'Invoke', { FunctionName, Payload });
      const { productId, quantity } = items[0]!;
      const TransactItems = reservation(tables, orderId, productId, quantity);
      const sent = cloud.call('DynamoDB', 'TransactWriteItems', { TransactItems });
      await sent.catch((error: Error) => {
        if (error.name !== 'TransactionCanceledException') throw error;
      });
    },
    /** The links of new mails to the approver, by the order that they ask about. */
    async questions(): Promise<Map<string, string>> {
      const mails = await cloud.mails();
      const links = mails.slice(read).map(({ subject, body }) => {
        const link = /https?:\/\/\S+approvals\S+/.exec(body)?.[0];
        return [/Order (\S+)/.exec(subject)?.[1] ?? '', link ?? ''] as const;
      });
      read = mails.length;
      return new Map(links.filter(([, link]) => link !== ''));
    },
    async press(link: string, choice: string): Promise<void> {
      const sent = fetch(link, { method: 'POST', body: new URLSearchParams({ choice }) });
      await cloud.clock.during(sent);
    },
  };
}

function foundOf(
  id: string,
  there: Readonly<Record<string, readonly Item[]>>,
  tables: { orders: string; payments: string; reservations: string },
): Found {
  const of = (table: string) => there[table]!.filter(({ orderId }) => orderId?.S === id);
  const held = of(tables.reservations)
    .filter(({ status }) => status?.S === 'RESERVED')
    .map(({ productId, quantity }) => [productId!.S!, Number(quantity!.N)] as const);
  return {
    order: of(tables.orders)[0],
    payment: of(tables.payments)[0],
    held: Object.fromEntries(held),
  };
}

/** As Reserve Item asks for it. */
function reservation(
  tables: { products: string; reservations: string },
  orderId: string,
  productId: string,
  quantity: number,
) {
  const wanted = { N: String(quantity) };
  return [
    {
      Put: {
        TableName: tables.reservations,
        ConditionExpression: 'attribute_not_exists(orderId)',
        Item: {
          orderId: { S: orderId },
          productId: { S: productId },
          quantity: wanted,
          status: { S: 'RESERVED' },
        },
      },
    },
    {
      Update: {
        TableName: tables.products,
        Key: { productId: { S: productId } },
        UpdateExpression: 'SET available = available - :quantity',
        ConditionExpression: 'available >= :quantity',
        ExpressionAttributeValues: { ':quantity': wanted },
      },
    },
  ];
}

export type OrderCloud = Awaited<ReturnType<typeof orderCloud>>;
