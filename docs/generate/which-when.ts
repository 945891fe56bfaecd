import { prices as stepFunctions } from 'local-cloud/scenarios';
import { express, inDollars, lambda, priceTable, standard } from './costs.ts';
import prices from './prices.json' with { type: 'json' };
import { table } from './table.ts';

const MILLION = 1_000_000;
/** One order: three calls that take a second together, and an end. */
const ORDER = { calls: 3, states: 4, seconds: 1 };
const BATCH = 50;
/**
 * A Distributed Map is billed a transition for each child that it starts.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-transitions.html
 */
const CHILDREN = MILLION / BATCH;
/** Messages that are received, deleted or handed to a function with one request. */
const MESSAGES = 10;
/** Bytes that a durable operation writes. */
const CHECKPOINT = 1000;

/** A message is sent alone, and received and deleted with others. */
const queue = (1 + 2 / MESSAGES) * prices.queue.price;

const durableOperations = 1 + ORDER.calls;

/** What a million orders cost each way, in US dollars, without what the calls themselves cost. */
const WAYS: readonly (readonly [way: string, reckoned: string, dollars: number])[] = [
  ['Standard', `${ORDER.states} transitions`, MILLION * standard(ORDER.states)],
  ['Express', 'a request, a second of 64 MB', MILLION * express(ORDER.seconds)],
  [
    'Nested: Express for the calls, in a Standard that waits',
    '2 transitions, and an Express execution',
    MILLION * (standard(2) + express(ORDER.seconds)),
  ],
  [
    `Distributed Map, Express children of ${BATCH} orders`,
    `${CHILDREN.toLocaleString('en-US')} children, a transition and ${BATCH} seconds each`,
    standard(2 + CHILDREN) + CHILDREN * express(BATCH * ORDER.seconds),
  ],
  [
    'Queue, EventBridge Pipe, Express',
    'a message, a request of the pipe, an Express execution',
    queue + prices.pipe.price + MILLION * express(ORDER.seconds),
  ],
  [
    'Lambda durable function',
    `${durableOperations} operations of 1 kB, an invocation of a second`,
    durableOperations * prices.durable.price +
      durableOperations * MILLION * (CHECKPOINT / 1e9) * prices.durableData.price +
      lambda(MILLION, MILLION * ORDER.seconds),
  ],
  [
    'Queue and function alone',
    `a message, ${MESSAGES} to an invocation`,
    queue + lambda(MILLION / MESSAGES, MILLION * ORDER.seconds),
  ],
];

/** The table of costs, and what it is reckoned with. */
export function whichWhen(): string {
  const rows = WAYS.map(([way, reckoned, dollars]) => [way, reckoned, inDollars(dollars)]);
  const { standardPerTransition, expressPerRequest, expressPerGbSecond, asOf } = stepFunctions;
  const own = `Step Functions: $${standardPerTransition} per transition, $${expressPerRequest.toFixed(6)} per request and $${expressPerGbSecond}
per GB-second of Express, by ${stepFunctions.source.replace(/^(\S+)/, '[its page]($1)')} of ${asOf}. The others, for functions of 256 MB:`;
  const used = ['queue', 'pipe', 'invocation', 'gbSecond', 'durable', 'durableData'] as const;
  return [
    table(['Way', 'What is billed for an order', 'A million orders'], rows),
    own,
    priceTable(used),
  ].join('\n\n');
}
