import { startCloud } from 'local-cloud';
import { MOMENT, root } from '../project.ts';
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

export type Item = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

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

/** A state, as far as it is changed here. */
interface State {
  ResultPath?: string;
  Next?: string;
  End?: boolean;
  Catch?: { ErrorEquals: string[]; Next: string }[];
  Branches?: Machine[];
  ItemProcessor?: Machine;
}

export interface Machine {
  States: Record<string, State>;
}

/** The writes on an order's item. Their answers can get lost: by a fault of the state `<name> Answer`. */
const WRITES = ['Claim Order', 'Cancel Order', 'Close Order', 'Update Order'];

/**
 * A cloud with the suite in it, and what tests of order-fulfilment need of it. Packing is stood in for
 * by a read: a process for each order would take minutes. `change` makes another machine of it.
 */
export async function orderCloud(seed: string, change: (machine: Machine) => void = () => {}) {
  // That a function died is told, and here they are to.
  const cloud = await startCloud({ project: root, seed, frozenAt: MOMENT, report: () => {} });
  const stateMachineArn = cloud.output('OrderFulfilmentStateMachineArn');
  const tables = {
    orders: cloud.output('OrdersTableName'),
    products: cloud.output('OrderProductsTableName'),
    reservations: cloud.output('OrderReservationsTableName'),
    payments: cloud.output('OrderPaymentsTableName'),
  };

  const { definition, roleArn } = await cloud.call<{ definition: string; roleArn: string }>(
    'SFN',
    'DescribeStateMachine',
    { stateMachineArn },
  );
  const machine: Machine = JSON.parse(definition);
  change(machine);
  /** As the workflow has them: what arrives late was asked for by these. */
  const late = structuredClone(statesOf(machine));
  const read = {
    Type: 'Task',
    Resource: 'arn:aws:states:::dynamodb:getItem',
    Parameters: { TableName: tables.orders, Key: { orderId: { 'S.$': '$.order.orderId' } } },
  };
  Object.assign(machine.States['Pack Order']!, read, {
    ResultSelector: { 'taskArn.$': '$.Item.executionArn.S' },
  });
  for (const name of WRITES) loseAnswers(machine, name, read);
  await cloud.call('SFN', 'UpdateStateMachine', {
    stateMachineArn,
    definition: JSON.stringify(machine),
  });
  await letDie(cloud, {
    ProcessPaymentLambdaFunction: 8,
    RefundPaymentLambdaFunction: 8,
    ReleaseStockLambdaFunction: 8,
  });

  /** Does what a state does in the name of an execution. TestState takes no context without a mock. */
  const once = async (state: string, execution: string, input: object) => {
    const definition = JSON.stringify(late[state])
      .replaceAll('$$.Execution.Id', '$.execution')
      .replaceAll('$$.State.EnteredTime', '$.now');
    const now = cloud.clock.now().toISOString();
    const { error, cause } = await cloud.call<{ error?: string; cause?: string }>(
      'SFN',
      'TestState',
      { roleArn, definition, input: JSON.stringify({ ...input, execution, now }) },
    );
    const isRefusal = /ConditionalCheckFailed|TransactionCanceled/.test(error ?? '');
    if (error !== undefined && !isRefusal) throw new Error(`${state}: ${error} ${cause}`);
  };

  /** How many mails were looked at. */
  let looked = 0;

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
    /** What was on its way while an order was given up arrives: a reservation, a charge, the order itself. */
    async straggle({ items, orderId }: OrderInput, executionArn: string, { order }: Found) {
      const FunctionName = cloud.resource('ProcessPaymentLambdaFunction');
      const Payload = JSON.stringify({ orderId, amount: 1, cardToken: 'tok_ok' });
      await cloud.call('Lambda', 'Invoke', { FunctionName, Payload });
      await once('Reserve Item', executionArn, { orderId, item: items[0] });
      const priced = JSON.parse(order!.order!.S!);
      await once('Update Order', executionArn, { order: priced, packing: { taskArn: 'late' } });
    },
    /** The links of new mails to the approver, by the order that they ask about. */
    async questions(): Promise<Map<string, string>> {
      const mails = await cloud.mails();
      const links = mails.slice(looked).map(({ subject, body }) => {
        const link = /https?:\/\/\S+approvals\S+/.exec(body)?.[0];
        return [/Order (\S+)/.exec(subject)?.[1] ?? '', link ?? ''] as const;
      });
      looked = mails.length;
      return new Map(links.filter(([, link]) => link !== ''));
    },
    /** Answers the question of an execution past the page, by its task token. */
    async answer(executionArn: string, output: string): Promise<void> {
      const { events } = await cloud.call<{
        events: { taskScheduledEventDetails?: { parameters: string } }[];
      }>('SFN', 'GetExecutionHistory', { executionArn, maxResults: 1000 });
      const asked = events.flatMap(({ taskScheduledEventDetails: task }) => task?.parameters ?? []);
      const { MessageBody } = JSON.parse(asked.find((text) => text.includes('"taskToken"'))!);
      await cloud.call('SFN', 'SendTaskSuccess', { taskToken: MessageBody.taskToken, output });
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

/** All states by their names, those inside others too. */
function statesOf({ States }: Machine): Record<string, State> {
  const inner = Object.values(States).flatMap(({ Branches = [], ItemProcessor }) => [
    ...Branches,
    ...(ItemProcessor ? [ItemProcessor] : []),
  ]);
  return Object.assign({}, States, ...inner.map(statesOf));
}

/** Puts a state behind a write that takes its answer: what catches the write's errors catches its. */
function loseAnswers(machine: Machine, name: string, read: object): void {
  const branches = machine.States['Confirm Order']!.Branches!;
  const { States } = [machine, ...branches].find((one) => name in one.States)!;
  const { Next, End, Catch = [], ...write } = States[name]!;
  const all = Catch.filter(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
  const answer = `${name} Answer`;
  States[name] = { ResultPath: '$.written', ...write, Catch, Next: answer };
  States[answer] = {
    ...read,
    ResultPath: '$.answer',
    ...(all.length > 0 && { Catch: all }),
    ...(Next === undefined ? { End: true } : { Next }),
  };
}

export type OrderCloud = Awaited<ReturnType<typeof orderCloud>>;
