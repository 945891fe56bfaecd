import { listPrice } from 'local-cloud/scenarios';
import prices from './prices.json' with { type: 'json' };
import { table } from './table.ts';

const MILLION = 1_000_000;
/** Of every function, as serverless.yml has it. */
const MEMORY_GB = 256 / 1024;

/** What invocations cost that take so many seconds together, in US dollars. */
export function lambda(invocations: number, seconds: number): number {
  return (
    (invocations / MILLION) * prices.invocation.price + seconds * MEMORY_GB * prices.gbSecond.price
  );
}

/** What the transitions of Standard executions cost, in US dollars. */
export function standard(transitions: number): number {
  return listPrice({ type: 'STANDARD', transitions, started: 0, ended: 0 });
}

/** What an Express execution of 64 MB costs that takes so long, in US dollars. */
export function express(seconds: number): number {
  return listPrice({ type: 'EXPRESS', transitions: 0, started: 0, ended: seconds * 1000 });
}

/** The prices that are reckoned with, and where each was read. */
export function priceTable(names: readonly (keyof typeof prices)[]): string {
  return table(
    ['Price', '', 'Read in', 'Of'],
    names.map((name) => {
      const { what, price, per, source, asOf } = prices[name];
      return [what, `${listed(price)} per ${per}`, source, asOf];
    }),
  );
}

/** At least cents, and every digit that AWS lists. */
function listed(price: number): string {
  const digits = price < 0.001 ? 10 : 3;
  return `$${price.toFixed(digits).replace(/^(\d+\.\d\d)0$/, '$1')}`;
}

export function inDollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
