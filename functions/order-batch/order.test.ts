import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountOf, centsOf } from './cents.ts';
import { orderIn } from './order.ts';

const ROW = { orderId: 'o-1', customerId: 'c-1', sku: 'tea', quantity: '3', unitPrice: '12.50' };

test('an order is priced in whole cents', () => {
  expect(orderIn(ROW)).toEqual({
    orderId: 'o-1',
    customerId: 'c-1',
    sku: 'tea',
    quantity: 3,
    unitPriceCents: 1250,
    discountPercent: 0,
    totalCents: 3750,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test.each([
  ['9', '1.00', 0, 900],
  ['10', '1.00', 5, 950],
  ['99', '1.00', 5, 9405],
  ['100', '1.00', 10, 9000],
  // 5 % of 11 times 0.10 leaves 104.5 cents, and half a cent is a cent.
  ['11', '0.10', 5, 105],
  ['13', '0.10', 5, 124],
  ['10000', '99999.99', 10, 89_999_991_000],
])(
  '%s of %s are %i %% off and come to %i cents',
  (quantity, unitPrice, discountPercent, totalCents) => {
    expect(orderIn({ ...ROW, quantity, unitPrice })).toMatchObject({ discountPercent, totalCents });
  },
);

describe('a row that is no order says why', () => {
  test.each([
    ['orderId', ''],
    ['orderId', 'o 1'],
    ['orderId', 'o'.repeat(65)],
    ['orderId', '=1+1'],
    ['customerId', ''],
    ['sku', 'sample, article'],
    ['quantity', ''],
    ['quantity', '0'],
    ['quantity', '-1'],
    ['quantity', '1.5'],
    ['quantity', '1e3'],
    ['quantity', ' 1'],
    ['quantity', '10001'],
    ['unitPrice', ''],
    ['unitPrice', '1'],
    ['unitPrice', '1.5'],
    ['unitPrice', '1.505'],
    ['unitPrice', '12,50'],
    ['unitPrice', '-1.00'],
    ['unitPrice', '01.00'],
    ['unitPrice', '100000.00'],
  ])('%s: %j', (column, text) => {
    expect(orderIn({ ...ROW, [column]: text })).toMatch(new RegExp(`^${column} is `));
  });

  test('a quote that is not closed', () => {
    expect(orderIn({ ...ROW, orderId: 'o-1,c-1,tea,3,12.50\no-2,c-1,tea,3,12.50\n' })).toBe(
      'A quote is not closed: 3 lines of the file are one row.',
    );
  });

  test('a column that is missing', () => {
    const { quantity: _, ...row } = ROW;
    expect(orderIn(row)).toMatch(/^quantity is /);
  });
});

test('the digest is of what was ordered', () => {
  const digest = (row: Readonly<Record<string, string>>) =>
    (orderIn(row) as { digest: string }).digest;
  expect(digest({ ...ROW, note: 'x' })).toBe(digest(ROW));
  for (const change of [
    { quantity: '4' },
    { unitPrice: '12.51' },
    { sku: 'cup' },
    { customerId: 'c' },
  ]) {
    expect(digest({ ...ROW, ...change })).not.toBe(digest(ROW));
  }
});

test('cents are what their amount says, and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999 }), (cents) => {
      expect(centsOf(amountOf(cents))).toBe(cents);
    }),
  );
  expect(amountOf(0)).toBe('0.00');
  expect(amountOf(123_456_789)).toBe('1234567.89');
});
