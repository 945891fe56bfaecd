/**
 * Files of orders that nobody has placed: customers, articles and ids all begin with `sample`. They are
 * made when a scenario drops them, and are always the same; write-samples.ts writes them as files.
 */

/** A row of the file, by the names of its columns. */
export interface Order {
  readonly orderId: string;
  readonly customerId: string;
  readonly sku: string;
  readonly quantity: string;
  readonly unitPrice: string;
}

/** Numbers below 1 that only depend on the seed: a 32-bit linear congruential generator. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** So many orders, their ids `<name>-00001` and up. */
export function orders(name: string, count: number): Order[] {
  const random = seeded(count);
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, at) => ({
    orderId: `${name}-${String(at + 1).padStart(5, '0')}`,
    customerId: `sample-customer-${1 + below(500)}`,
    sku: `sample-article-${1 + below(40)}`,
    quantity: String(1 + below(12)),
    unitPrice: `${1 + below(99)}.${String(below(100)).padStart(2, '0')}`,
  }));
}

const COLUMNS = ['orderId', 'customerId', 'sku', 'quantity', 'unitPrice'] as const;

/** The file of these orders. */
export function csv(rows: readonly Order[], columns: readonly (keyof Order)[] = COLUMNS): string {
  const lines = rows.map((row) => columns.map((name) => row[name]).join(','));
  return [columns.join(','), ...lines, ''].join('\n');
}

/** The same orders, every so many of them without a quantity that anybody could deliver. */
function withBad(rows: readonly Order[], isBad: (at: number) => boolean): Order[] {
  return rows.map((row, at) => (isBad(at) ? { ...row, quantity: 'some' } : row));
}

export const hundredOrders = () => csv(orders('sample-hundred-orders', 100));

/** The tenth of every hundred is bad. */
export const onePercentBad = () =>
  csv(withBad(orders('sample-one-percent-bad', 300), (at) => at % 100 === 9));

/** All orders of the first batch are bad. */
export const tooManyBad = () => csv(withBad(orders('sample-too-many-bad', 200), (at) => at < 50));

export const redriven = () => csv(orders('sample-redriven', 200));

/** Names of columns, and no orders. */
export const emptyFile = () => csv([]);

export const tenThousandOrders = () => csv(orders('sample-ten-thousand-orders', 10_000));

/** Somebody has exported without the quantities. */
export const missingColumn = () =>
  csv(orders('sample-missing-column', 60), ['orderId', 'customerId', 'sku', 'unitPrice']);

/** Fifty orders, five of them as they come out of spreadsheets and editors. */
export const brokenRows = () => {
  const lines = csv(orders('sample-broken-rows', 50)).split('\n');
  lines[3] = 'sample-broken-rows-00003,sample-customer-1,sample-article-1,1,1,234.50';
  lines[6] = 'sample-broken-rows-00006,sample-customer-1';
  lines[9] = ',sample-customer-1,sample-article-1,1,9.50';
  lines[12] = 'sample-broken-rows-00012,sample-customer-1,sample-article-1,1.5,9.50';
  lines[15] = 'sample-broken-rows-00015,sample-customer-1,"sample, article",1,9.50';
  lines[18] = '"sample-broken-rows-00018","sample-customer-1","sample-article-1","1","9.50"';
  return lines.join('\r\n');
};

/** Of thirty orders the twentieth begins with a quote. */
export const unclosedQuote = () => {
  const lines = csv(orders('sample-unclosed-quote', 30)).split('\n');
  lines[20] = '"sample-unclosed-quote-00020,sample-customer-1,sample-article-1,1,9.50';
  return lines.join('\n');
};

/** Two orders stand in the file once more, near and far; two ids have other orders, near and far. */
export const duplicates = () => {
  const rows = orders('sample-duplicates', 100);
  const other = { quantity: '12', unitPrice: '99.99' };
  return csv([
    ...rows,
    rows[0]!,
    rows[99]!,
    { ...rows[1]!, ...other },
    { ...rows[98]!, ...other },
    ...orders('sample-duplicates-more', 46),
    rows[99]!,
    { ...rows[98]!, ...other, quantity: '11' },
  ]);
};

/** One of them is bad. */
export const tenOrders = () => csv(withBad(orders('sample-ten-orders', 10), (at) => at === 2));

/** What Summarise wrote of those that failed, corrected. */
export const corrected = () => {
  const [{ orderId, customerId, sku, unitPrice }] = orders('sample-ten-orders', 10).slice(2) as [
    Order,
  ];
  return [
    'orderId,customerId,sku,quantity,unitPrice,row,reason',
    `${orderId},${customerId},${sku},3,${unitPrice},4,quantity is no whole number from 1 to 10000.`,
    '',
  ].join('\n');
};

export const twoOrders = () => csv(orders('sample-two-orders', 2));
