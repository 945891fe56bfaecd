import { expect, test } from 'vitest';
import { FORMS } from './algorithms.ts';
import { combineCrc } from './crc.ts';

const CHECK = Buffer.from('123456789');

/** The check values of https://reveng.sourceforge.io/crc-catalogue/all.htm */
const KNOWN = { CRC32: 'cbf43926', CRC32C: 'e3069283', CRC64NVME: 'ae8b14860a799888' } as const;

for (const [name, hex] of Object.entries(KNOWN)) {
  const { begin, crc } = FORMS[name as keyof typeof KNOWN];
  const of = (bytes: Uint8Array) => {
    const digest = begin();
    digest.update(bytes);
    return digest.digest();
  };

  test(`${name} of the check bytes is the catalogue's`, () => {
    expect(of(CHECK).toString('hex')).toBe(hex);
  });

  test(`${name} of a whole is told from those of its parts`, () => {
    for (let cut = 0; cut <= CHECK.length; cut++) {
      const [first, second] = [CHECK.subarray(0, cut), CHECK.subarray(cut)];
      const whole = combineCrc(crc!, of(first), of(second), second.length);
      expect(whole.toString('hex')).toBe(hex);
    }
  });
}

test('a CRC does not depend on how the bytes come', () => {
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 7919) & 0xff));
  for (const { begin } of Object.values(FORMS)) {
    const whole = begin();
    whole.update(bytes);
    const pieces = begin();
    for (let at = 0, size = 1; at < bytes.length; at += size, size += 3) {
      pieces.update(bytes.subarray(at, at + size));
    }
    expect(pieces.digest()).toEqual(whole.digest());
  }
});
