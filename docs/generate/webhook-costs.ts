import { express, inDollars, lambda, priceTable } from './costs.ts';
import prices from './prices.json' with { type: 'json' };
import { table } from './table.ts';

const MILLION = 1_000_000;
const HOURS_A_MONTH = 730;
/** How long things take, in seconds: assumed, not measured on AWS. */
const SECONDS = { execution: 0.3, receive: 0.04, functions: 0.06, award: 0.02 };
/** What an event passes. */
const PRICES = [
  ...(['api', 'invocation', 'gbSecond', 'put', 'shard', 'retention'] as const),
  ...(['write', 'publish', 'queue', 'logs'] as const),
];
/** How many executions `start-pipeline` waits for at once. */
const AT_ONCE = 50;

/**
 * What a million trips cost on AWS, in US dollars: first what does not depend on the size of the
 * stream's batches, then `start-pipeline`, which does.
 */
export function webhookCosts(): string {
  const lines = perMillion();
  const fixed = lines.reduce((sum, [, dollars]) => sum + dollars, 0);
  const costs = table(
    ['What', 'Per million events'],
    [...lines, ['Together, without `start-pipeline`', fixed] as const].map(([what, dollars]) => [
      what,
      inDollars(dollars),
    ]),
  );
  const batches = table(
    ['Batch size', 'Invocations', 'Many customers', 'One customer', 'All, many customers'],
    [1, 10, 100].map((size) => batchRow(size, fixed)),
  );
  return [priceTable(PRICES), costs, batches, monthly()].join('\n\n');
}

function perMillion(): (readonly [string, number])[] {
  const { execution, receive, functions, award } = SECONDS;
  return [
    ['HTTP API', prices.api.price],
    ['`receive-webhook`', lambda(MILLION, receive * MILLION)],
    ['Stream, one PUT payload unit each', prices.put.price],
    ['Express execution, 64 MB', express(execution) * MILLION],
    ['The four functions of the workflow', lambda(4 * MILLION, functions * MILLION)],
    ['DynamoDB: claim, completion, and award and sum in one transaction', 6 * prices.write.price],
    ['SNS', prices.publish.price],
    [
      'SQS and `award-points`, ten messages at a time',
      (2 / 10) * prices.queue.price + lambda(MILLION / 10, award * MILLION),
    ],
  ];
}

function batchRow(size: number, fixed: number): string[] {
  const invocations = MILLION / size;
  const cost = (rounds: number) => lambda(invocations, invocations * rounds * SECONDS.execution);
  const many = cost(Math.ceil(size / AT_ONCE));
  return [
    String(size),
    invocations.toLocaleString('en-US'),
    inDollars(many),
    inDollars(cost(size)),
    inDollars(fixed + many),
  ];
}

function monthly(): string {
  const [shard, week] = [prices.shard, prices.retention].map(({ price }) => price * HOURS_A_MONTH);
  return `By the month come ${inDollars(shard!)} for the shard, and ${inDollars(week!)} for keeping its records for a week and
not a day. Logs, at ${inDollars(prices.logs.price)} per GB, depend on what is written.`;
}
