import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { faultsOf } from './faults.ts';
import { type Found, type Item, type OrderCloud, type OrderInput, orderCloud } from './orders.ts';

/**
 * The invariant of order-fulfilment: money is taken if and only if stock is taken and the order
 * completes - whoever wants the same stock, however often an order comes, whichever function dies and
 * service is away, whoever stops an execution, and whatever arrives late. What is given back is given
 * back once and in reverse order, and the output says why.
 *
 * `INVARIANT_RUNS` sets how many random histories are tried:
 * `INVARIANT_RUNS=10000 npx vitest run --project suite tests/suite/order-fulfilment.test.ts`
 */
const RUNS = Number(process.env.INVARIANT_RUNS ?? 500);
vi.setConfig({ testTimeout: 300_000 + RUNS * 5_000 });

let world: OrderCloud;
beforeAll(async () => {
  world = await orderCloud('order-fulfilment');
});
afterAll(async () => {
  await world.cloud.close();
});

const ERRORS = {
  'Validate Order': ['Lambda.ServiceException', 'Lambda.ResourceNotFoundException'],
  'Claim Order': ['DynamoDB.ThrottlingException', 'DynamoDB.InternalServerErrorException'],
  'Reserve Item': ['DynamoDb.TransactionCanceledException', 'DynamoDb.ResourceNotFoundException'],
  'Read Reservation': ['DynamoDB.InternalServerErrorException'],
  'Wait for Approval': ['SQS.SdkClientException', 'States.Timeout'],
  'Process Payment': ['PaymentProviderUnavailable', 'States.Timeout'],
  'Pack Order': ['AmazonECS.Unknown', 'States.TaskFailed'],
  'Send Email': ['SNS.SdkClientException'],
  'Park Email': ['SQS.SdkClientException'],
  'Update Order': ['DynamoDB.ThrottlingException', 'States.Timeout'],
  'Cancel Order': ['DynamoDB.InternalServerErrorException'],
  'Refund Payment': ['Sandbox.Timedout', 'Lambda.ResourceNotFoundException'],
  'Release Stock': ['StockContended', 'Lambda.ResourceNotFoundException'],
  'Close Order': ['DynamoDB.InternalServerErrorException'],
  'Tell Customer': ['SNS.SdkClientException'],
  'Read Order': ['DynamoDB.InternalServerErrorException'],
  'Find Execution': ['Sfn.SdkClientException'],
  'Park Order': ['SQS.SdkClientException'],
  // The write is made, and nobody hears of it.
  'Claim Order Answer': ['DynamoDB.SdkClientException'],
  'Update Order Answer': ['DynamoDB.SdkClientException'],
  'Cancel Order Answer': ['DynamoDB.SdkClientException'],
  'Close Order Answer': ['DynamoDB.SdkClientException'],
};

const faults = faultsOf({
  errors: ERRORS,
  slow: {
    states: ['Process Payment', 'Pack Order', 'Update Order', 'Refund Payment'],
    seconds: [5, 12, 1000],
  },
  outages: [
    ['Process Payment'],
    ['Pack Order'],
    ['Update Order'],
    ['Pack Order', 'Refund Payment'],
    ['Process Payment', 'Release Stock'],
    ['Pack Order', 'Close Order'],
    ['Update Order', 'Cancel Order'],
    ['Process Payment', 'Cancel Order', 'Park Order'],
    ['Claim Order', 'Read Order', 'Update Order', 'Cancel Order', 'Close Order'],
    ['Send Email', 'Tell Customer', 'Park Email'],
    ['Update Order', 'Read Order'],
    ['Update Order Answer'],
    ['Update Order Answer', 'Read Order'],
    ['Process Payment', 'Cancel Order Answer'],
  ],
  most: 3,
});

/** What is in stock, for all orders that are sent at the same time; the machine is a large order. */
const STOCK = {
  mug: { price: 1250, available: 6 },
  teapot: { price: 3000, available: 3 },
  machine: { price: 60_000, available: 2 },
};
type Product = keyof typeof STOCK;

/** An order, how often it is sent at once in each round, and what people do about it. */
const history = fc.record({
  items: fc.dictionary(
    fc.constantFrom<Product>('mug', 'teapot', 'machine'),
    fc.integer({ min: 1, max: 3 }),
    { minKeys: 1, noNullPrototype: true },
  ),
  cardToken: fc.constantFrom('tok_ok', 'tok_ok', 'tok_flaky', 'tok_declined'),
  sent: fc.tuple(fc.constantFrom(1, 1, 2), fc.constantFrom(0, 0, 1)),
  decision: fc.constantFrom('approve', 'approve', 'reject', 'none'),
  /** After so many steps of time somebody stops what runs. */
  stopped: fc.option(fc.nat(4), { freq: 3, nil: undefined }),
});

type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

/** So many orders are sent at the same time: they want the same stock, under the same faults. */
const AT_ONCE = 10;

const times = fc.record({
  histories: fc.array(history, { minLength: AT_ONCE, maxLength: AT_ONCE }),
  faults: fc.tuple(faults, faults),
});

type Times = typeof times extends fc.Arbitrary<infer Value> ? Value : never;

interface Order extends History {
  readonly input: OrderInput;
  /** The ARNs of its executions. */
  readonly executions: string[];
}

function orderOf(one: History, orderId: string): Order {
  const items = Object.entries(one.items).map(([productId, quantity]) => ({ productId, quantity }));
  const input = { orderId, customerId: 'customer-7', items, cardToken: one.cardToken };
  return { ...one, input, executions: [] };
}

const send = async ({ input, executions }: Order): Promise<void> => {
  executions.push(await world.start(input));
};

/** Lets time pass until nothing runs; people decide and stop what they do meanwhile. */
async function untilAllEnded(orders: readonly Order[]): Promise<void> {
  for (let step = 0; ; step += 1) {
    await world.cloud.clock.settle();
    await decide(orders);
    const running = await world.running();
    if (running.length === 0) return;
    const toStop = orders.filter(({ stopped }) => stopped === step);
    const theirs = new Set(toStop.flatMap(({ executions }) => executions));
    for (const execution of running) if (theirs.has(execution)) await world.stop(execution);
    await world.cloud.clock.next();
  }
}

async function decide(orders: readonly Order[]): Promise<void> {
  const questions = await world.questions();
  for (const { input, decision } of orders) {
    const link = questions.get(input.orderId);
    if (link !== undefined && decision !== 'none') await world.press(link, decision);
  }
  if (questions.size > 0) await world.cloud.clock.settle();
}

/** Sends the orders, round by round, under the round's faults. */
async function live({ histories, faults }: Times, run: number): Promise<Order[]> {
  const orders = histories.map((one, nth) => orderOf(one, `invariant-${run}-${nth}`));
  for (const [round, those] of faults.entries()) {
    await world.cloud.setFaults(...those);
    const sendings = orders.flatMap((order) => Array(order.sent[round]).fill(order));
    await Promise.all(sendings.map(send));
    await untilAllEnded(orders);
  }
  await world.cloud.clearFaults();
  return orders;
}

const find = (orders: readonly Order[]) =>
  world.find(
    orders.map(({ input }) => input.orderId),
    Object.keys(STOCK),
  );

/** What an operator does when all is mended: sends again what is not settled. */
async function settle(orders: readonly Order[]): Promise<void> {
  for (;;) {
    const found = await find(orders);
    const open = orders.filter((_, at) => !isSettled(found[at]!.order?.status?.S));
    if (open.length === 0) return;
    await Promise.all(open.map(send));
    await untilAllEnded(open.map((order) => ({ ...order, stopped: undefined })));
  }
}

const isSettled = (status: string | undefined) => status === 'COMPLETE' || status === 'FAILED';

/** Errors of executions that did nothing, or not all: another one ends the order. */
const UNFINISHED = ['OrderInProgress', 'OrderNotSettled', 'ValidationFailed', 'ClaimFailed'];

/** Money if and only if stock if and only if complete. */
function expectInvariant({ items }: Order, { order, payment, held }: Found): void {
  const isComplete = order!.status!.S === 'COMPLETE';
  expect(Number(payment?.balance?.N ?? 0)).toBe(isComplete ? totalOf(order!) : 0);
  expect(held).toEqual(isComplete ? items : {});
}

const totalOf = (order: Item) => JSON.parse(order.order!.S!).total;

/** An execution ends as its order did, with the reason; or says that it has not ended it. */
async function expectEnd(execution: string, { order }: Found): Promise<void> {
  const { status, error, cause, output } = await world.describe(execution);
  if (status === 'ABORTED') return;
  const isComplete = order!.status!.S === 'COMPLETE';
  if (status === 'SUCCEEDED') {
    expect([isComplete, JSON.parse(output!)]).toEqual([true, JSON.parse(order!.order!.S!)]);
    return;
  }
  const isReason = error === order!.failureError?.S;
  if (isReason) expect([isComplete, cause]).toEqual([false, order!.failureCause!.S]);
  else expect(UNFINISHED).toContain(error);
  await expectReverseOrder(execution, isComplete);
}

const GIVING_BACK = ['Cancel Order', 'Refund Payment', 'Release Stock', 'Close Order'];
const TAKING = ['Reserve Item', 'Process Payment', 'Pack Order', 'Update Order'];

/**
 * An execution gives back in this order, as far as it comes, and takes nothing afterwards. An order that
 * it has stored as complete stays so.
 */
async function expectReverseOrder(execution: string, isComplete: boolean): Promise<void> {
  const path = await world.path(execution);
  if (path.includes('Update Order Answer')) expect(isComplete).toBe(true);
  const begun = path.indexOf('Cancel Order');
  if (begun < 0) return;
  const given = path.slice(begun).filter((state) => GIVING_BACK.includes(state));
  expect(given).toEqual(GIVING_BACK.slice(0, given.length));
  expect(path.slice(begun).filter((state) => TAKING.includes(state))).toEqual([]);
}

test('whatever fails, repeats, stops or comes late, money is taken if and only if stock is and the order completes', async () => {
  let run = 0;
  const holds = fc.asyncProperty(times, async (past) => {
    run += 1;
    await world.stock(STOCK);
    const orders = await live(past, run);
    await settle(orders);
    const settled = await find(orders);
    for (const [at, { input, executions }] of orders.entries()) {
      await world.straggle(input, executions[0]!, settled[at]!);
    }
    const found = await find(orders);
    for (const [at, order] of orders.entries()) {
      expectInvariant(order, found[at]!);
      for (const execution of order.executions) await expectEnd(execution, found[at]!);
    }
    for (const [product, { available }] of Object.entries(STOCK)) {
      const held = found.reduce((sum, one) => sum + (one.held[product] ?? 0), 0);
      expect(held).toBeLessThanOrEqual(available);
      expect(await world.available(product)).toBe(available - held);
    }
  });
  await fc.assert(holds, {
    numRuns: Math.ceil(RUNS / AT_ONCE),
    seed: 20_300_101,
    endOnFailure: true,
  });
});

test('an answer that is no decision gives the stock back', async () => {
  await world.stock(STOCK);
  const items = [{ productId: 'machine', quantity: 1 }];
  const input = { orderId: 'no-decision', customerId: 'customer-7', items, cardToken: 'tok_ok' };
  const execution = await world.start(input);
  await world.cloud.clock.settle();
  await world.answer(execution, '{}');
  await untilAllEnded([]);
  expect(await world.describe(execution)).toMatchObject({ error: 'OrderRejected' });
  expect(await world.available('machine')).toBe(STOCK.machine.available);
});
