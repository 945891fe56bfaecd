import { express, lambda, standard } from './costs.ts';
import prices from './prices.json' with { type: 'json' };
import { table } from './table.ts';

const ORDERS = 10_000;
const MILLION = 1_000_000;
/** How long a call of Price Orders and a child execution take, in seconds: assumed, not measured on AWS. */
const SECONDS = { call: 0.01, order: 0.0002, child: 0.15 };
/** Events of a child that stores its batch at once, and the bytes of one as it is logged: counted here. */
const LOG = { events: 18, bytes: 368 };

interface Way {
  readonly what: string;
  /** Orders of one call of Price Orders, and of one write. */
  readonly size: number;
  readonly isTransaction: boolean;
  /** Express children, or else the transitions of Standard executions. */
  readonly steps: { readonly children: number } | { readonly transitions: number };
}

const WAYS: readonly Way[] = [
  batches(50),
  batches(1),
  {
    what: 'Inline Map, 2,000 to an execution',
    size: 1,
    isTransaction: false,
    steps: { transitions: 5 + 2 * ORDERS },
  },
];

function batches(size: number): Way {
  const what = size === 1 ? 'One order to a child' : `Batches of ${size}`;
  return { what, size, isTransaction: true, steps: { children: ORDERS / size } };
}

/** What ten thousand orders cost on AWS, in US dollars, by how they are divided. */
export function batchCosts(): string {
  const head = ['', ...WAYS.map(({ what }) => what)];
  const costs = WAYS.map(costOf);
  const rows = Object.keys(costs[0]!).map((name) => [
    name,
    ...costs.map((cost) => inDollars(cost[name]!)),
  ]);
  const sums = costs.map((cost) => Object.values(cost).reduce((sum, part) => sum + part, 0));
  return table(head, [...rows, ['Together', ...sums.map(inDollars)]]);
}

function costOf({ size, isTransaction, steps }: Way): Readonly<Record<string, number>> {
  const calls = ORDERS / size;
  const seconds = calls * (SECONDS.call + size * SECONDS.order);
  const writes = ORDERS * (isTransaction ? 2 : 1);
  const children = 'children' in steps ? steps.children : 0;
  // A Distributed Map is billed a transition for each child that it starts:
  // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-transitions.html
  const transitions = 'children' in steps ? 4 + children : steps.transitions;
  return {
    'Step Functions': standard(transitions) + children * express(SECONDS.child),
    'Price Orders': lambda(calls, seconds),
    DynamoDB: (writes / MILLION) * prices.write.price,
    'Log of the children': ((children * LOG.events * LOG.bytes) / 1e9) * prices.logs.price,
  };
}

function inDollars(amount: number): string {
  return `$${amount.toFixed(amount < 0.01 ? 4 : 3)}`;
}
