import * as z from 'zod/mini';
import { type Problem, parse } from '../kit/parse.ts';

const MOST_ITEMS = 25;
const MOST_PROBLEMS = 10;
const LONGEST_TEXT = 1000;

const name = z
  .string('must be text')
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, - or _'));

/** What a customer wants. What it costs is not theirs to say: a price is refused as unknown. */
const item = z.strictObject(
  {
    productId: name,
    quantity: z
      .int('must be a whole number')
      .check(z.gte(1, 'must be 1 or more'), z.lte(1000, 'must be 1000 or less')),
  },
  'must be an object of productId and quantity',
);

/** The input of the workflow. */
const request = z.strictObject(
  {
    /** The shop's own id of the order: it is fulfilled once, however often it is sent. */
    orderId: name,
    customerId: name,
    items: z.array(item, 'must be a list').check(
      z.minLength(1, 'are missing'),
      z.maxLength(MOST_ITEMS, `are more than ${MOST_ITEMS}`),
      z.refine(
        (items) => new Set(items.map(({ productId }) => productId)).size === items.length,
        'name a product twice',
      ),
    ),
    /** What the payment provider gave for the card; the number of the card never comes here. */
    cardToken: name,
  },
  'must be an object of orderId, customerId, items and cardToken',
);

export type OrderRequest = z.output<typeof request>;

export interface Product {
  readonly name: string;
  /** In cents. */
  readonly price: number;
}

/** An order with what it costs: what all states after Validate Order go by. */
export interface Order {
  readonly orderId: string;
  readonly customerId: string;
  readonly items: readonly {
    readonly productId: string;
    readonly name: string;
    readonly quantity: number;
    readonly price: number;
  }[];
  /** In cents, as all amounts. */
  readonly total: number;
  /** For people: `2 x Mug, 1 x Teapot` and `25.00 USD`. */
  readonly summary: string;
  readonly totalText: string;
}

/** An order as it was sent, or what is wrong with it: places and rules, never the values. */
export function readOrder(value: unknown): OrderRequest | { problems: string } {
  const read = parse(request, value);
  return 'data' in read ? read.data : { problems: textOf(read.problems) };
}

/** The order at the shop's prices, or which of its products the shop does not have. */
export function priced(
  { orderId, customerId, items }: OrderRequest,
  products: readonly (Product | undefined)[],
): Order | { problems: string } {
  const unknown = items.flatMap((_, at) =>
    products[at] ? [] : [{ path: `items.${at}.productId`, message: 'is no product of ours' }],
  );
  if (unknown.length > 0) return { problems: textOf(unknown) };
  const lines = items.map((wanted, at) => ({ ...wanted, ...products[at]! }));
  const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const summary = lines.map(({ quantity, name }) => `${quantity} x ${name}`).join(', ');
  const totalText = `${(total / 100).toFixed(2)} USD`;
  return { orderId, customerId, items: lines, total, summary, totalText };
}

function textOf(problems: readonly Problem[]): string {
  return problems
    .slice(0, MOST_PROBLEMS)
    .map(({ path, message }) => `${path || 'it'} ${message}`)
    .join('; ')
    .slice(0, LONGEST_TEXT);
}
