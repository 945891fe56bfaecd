import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priced, readOrder } from './order.ts';

const sent = {
  orderId: 'o-1',
  customerId: 'c-1',
  items: [
    { productId: 'mug', quantity: 2 },
    { productId: 'teapot', quantity: 1 },
  ],
  cardToken: 'tok_ok',
};
const mug = { name: 'Mug', price: 1250 };
const teapot = { name: 'Teapot', price: 3000 };

describe('an order', () => {
  test('is read as it was sent', () => {
    expect(readOrder(sent)).toEqual(sent);
  });

  test.each([
    ['nothing', null, 'it must be an object of orderId'],
    ['an id with a quote', { ...sent, orderId: 'a"b' }, 'orderId must be 1 to 64 letters'],
    ['no items', { ...sent, items: [] }, 'items are missing'],
    ['too many', { ...sent, items: Array(26).fill(sent.items[0]) }, 'items are more than 25'],
    ['a product twice', { ...sent, items: [sent.items[0], sent.items[0]] }, 'a product twice'],
    ['none of it', { ...sent, items: [{ productId: 'mug', quantity: 0 }] }, 'must be 1 or more'],
    ['a part of it', { ...sent, items: [{ productId: 'mug', quantity: 1.5 }] }, 'a whole number'],
    ['its own price', { ...sent, items: [{ ...sent.items[0], price: 1 }] }, 'unknown: price'],
    ['its own total', { ...sent, total: 1 }, 'it unknown: total'],
    ['no card', { ...sent, cardToken: undefined }, 'cardToken must be text'],
  ])('with %s is refused, and what is wrong is named', (_, value, problem) => {
    expect(readOrder(value)).toEqual({ problems: expect.stringContaining(problem) });
  });

  test('has its problems told without what was sent', () => {
    const { problems } = readOrder({ ...sent, customerId: 'Sam Sample', note: 'private' }) as {
      problems: string;
    };
    expect(problems).toContain('customerId must be');
    expect(problems).not.toMatch(/Sam|private/);
  });
});

test('the problems of an order fit into the cause of an execution', () => {
  const { problems } = readOrder({ ...sent, ['x'.repeat(100_000)]: 1 }) as { problems: string };
  expect(problems.length).toBeLessThanOrEqual(1000);
});

describe('the price of an order', () => {
  const order = readOrder(sent) as typeof sent;

  test('is what the shop asks for it', () => {
    expect(priced(order, [mug, teapot])).toEqual({
      orderId: 'o-1',
      customerId: 'c-1',
      items: [
        { productId: 'mug', name: 'Mug', quantity: 2, price: 1250 },
        { productId: 'teapot', name: 'Teapot', quantity: 1, price: 3000 },
      ],
      total: 5500,
      summary: '2 x Mug, 1 x Teapot',
      totalText: '55.00 USD',
    });
  });

  test('is none where the shop does not have a product', () => {
    expect(priced(order, [mug, undefined])).toEqual({
      problems: 'items.1.productId is no product of ours',
    });
  });

  test('is a whole number of cents, and the same in words', () => {
    const line = fc.record({ quantity: fc.integer({ min: 1, max: 1000 }), price: fc.nat(1e6) });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 25 }), (lines) => {
        const items = lines.map(({ quantity }, at) => ({ productId: `p-${at}`, quantity }));
        const products = lines.map(({ price }) => ({ name: 'Any', price }));
        const result = priced({ ...order, items }, products);
        if ('problems' in result) throw new Error(result.problems);
        expect(Number.isSafeInteger(result.total)).toBe(true);
        expect(result.totalText.replace('.', '').replace(' USD', '')).toBe(
          String(result.total).padStart(3, '0'),
        );
      }),
    );
  });
});
