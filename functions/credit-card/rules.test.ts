import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyAddress } from './address.ts';
import { AddressNotVerified, IdentityNotVerified } from './errors.ts';
import { verifyIdentity } from './identity.ts';
import { limitFor } from './limit.ts';
import { scoreOf } from './score.ts';

describe('limits', () => {
  test.each([
    [100, 100],
    [4999, 4900],
    [4999.99, 4900],
    [5000, 5000],
    [7550, 7500],
  ])('%d is rounded to %d', (requested, limit) => {
    expect(limitFor(requested)).toBe(limit);
  });

  test('are whole hundreds, less than a hundred below the request and never above', () => {
    fc.assert(
      fc.property(fc.double({ min: 100, max: 100_000, noNaN: true }), (requested) => {
        const limit = limitFor(requested);
        expect(limit % 100).toBe(0);
        expect(limit <= requested && requested - limit < 100).toBe(true);
      }),
    );
  });
});

describe('identities', () => {
  const email = 'sam@example.com';

  test.each(['123-45-6789', '123456789', '899-99-9999'])('%s may be somebody', (ssn) => {
    expect(() => verifyIdentity({ ssn, email })).not.toThrow();
  });

  test.each([
    '000-45-6789',
    '666-45-6789',
    '900-45-6789',
    '123-00-6789',
    '123-45-0000',
    '12-345-6789',
    '1234567890',
    'unknown',
  ])('%s is nobody, and the error does not repeat it', (ssn) => {
    expect(() => verifyIdentity({ ssn, email })).toThrow(IdentityNotVerified);
    expect(() => verifyIdentity({ ssn, email })).not.toThrow(ssn);
  });

  test.each(['sam', 'sam@', '@example.com', 'sam@example', 'sam@example.', 'sam s@example.com'])(
    'no mail reaches %s',
    (wrong) => {
      expect(() => verifyIdentity({ ssn: '123-45-6789', email: wrong })).toThrow(
        IdentityNotVerified,
      );
    },
  );
});

describe('addresses', () => {
  const address = { street: '123 Sample Street', city: 'Seattle', state: 'WA', zip: '98101' };

  test.each([
    {},
    { zip: '98101-1234' },
    { state: 'wa' },
    { state: 'NY', zip: '10001' },
    { state: 'NY', zip: '00501' },
  ])('%j is one', (changes) => {
    expect(() => verifyAddress({ ...address, ...changes })).not.toThrow();
  });

  test.each([
    { zip: '10001' },
    { zip: '9810' },
    { zip: 'W1A 1AA' },
    { state: 'XX' },
    { street: 'Sample Street' },
  ])('%j is none', (changes) => {
    expect(() => verifyAddress({ ...address, ...changes })).toThrow(AddressNotVerified);
  });
});

describe('scores', () => {
  test('are the same for the same person, at each bureau its own', () => {
    expect(scoreOf('northern', '123-45-6789')).toEqual(scoreOf('northern', '123456789'));
    expect(scoreOf('northern', '123-45-6789')).toEqual({ bureau: 'northern', score: 769 });
    expect(scoreOf('harbour', '123-45-6789').score).not.toBe(769);
  });

  test('are from 300 to 850', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (bureau, ssn) => {
        const { score } = scoreOf(bureau, ssn);
        expect(score).toBeGreaterThanOrEqual(300);
        expect(score).toBeLessThanOrEqual(850);
      }),
    );
  });
});
