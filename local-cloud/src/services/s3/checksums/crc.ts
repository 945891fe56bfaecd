import { crc32 } from 'node:zlib';

/** A checksum in the making. */
export interface Digest {
  update(bytes: Uint8Array): void;
  /** Big-endian, as S3 writes it. */
  digest(): Buffer;
}

/** A CRC that begins and ends inverted, its bits reflected; the polynomial is, too. */
export interface CrcForm {
  readonly bits: 32 | 64;
  readonly polynomial: bigint;
}

export const CRC32: CrcForm = { bits: 32, polynomial: 0xedb88320n };
/** Castagnoli's. */
export const CRC32C: CrcForm = { bits: 32, polynomial: 0x82f63b78n };
/** Rocksoft's, which NVMe uses. */
export const CRC64NVME: CrcForm = { bits: 64, polynomial: 0x9a6c9329ac4bc9b5n };

export class Crc32 implements Digest {
  #value = 0;

  update(bytes: Uint8Array): void {
    this.#value = crc32(bytes, this.#value);
  }

  digest(): Buffer {
    return word(this.#value);
  }
}

const tableC = tableOf(CRC32C).map((entry) => Number(entry));
const LOW_C = Uint32Array.from(tableC);

export class Crc32c implements Digest {
  #value = 0xffffffff;

  update(bytes: Uint8Array): void {
    let value = this.#value;
    for (let index = 0; index < bytes.length; index++) {
      value = LOW_C[(value ^ bytes[index]!) & 0xff]! ^ (value >>> 8);
    }
    this.#value = value;
  }

  digest(): Buffer {
    return word(~this.#value);
  }
}

const table64 = tableOf(CRC64NVME);
const HIGH_64 = Uint32Array.from(table64, (entry) => Number(entry >> 32n));
const LOW_64 = Uint32Array.from(table64, (entry) => Number(entry & 0xffffffffn));

/** In two halves: JavaScript shifts 32 bits. */
export class Crc64Nvme implements Digest {
  #high = 0xffffffff;
  #low = 0xffffffff;

  update(bytes: Uint8Array): void {
    let high = this.#high;
    let low = this.#low;
    for (let index = 0; index < bytes.length; index++) {
      const entry = (low ^ bytes[index]!) & 0xff;
      low = LOW_64[entry]! ^ ((low >>> 8) | (high << 24));
      high = HIGH_64[entry]! ^ (high >>> 8);
    }
    this.#high = high;
    this.#low = low;
  }

  digest(): Buffer {
    return Buffer.concat([word(~this.#high), word(~this.#low)]);
  }
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function tableOf({ polynomial }: CrcForm): bigint[] {
  return Array.from({ length: 256 }, (_, index) => {
    let entry = BigInt(index);
    for (let bit = 0; bit < 8; bit++) entry = (entry >> 1n) ^ (entry & 1n ? polynomial : 0n);
    return entry;
  });
}

/**
 * The CRC of two runs of bytes, one after the other, from the CRC of each: the first is moved on by
 * the length of the second, as zlib's `crc32_combine` does.
 *
 * @param length of the second, in bytes
 */
export function combineCrc(form: CrcForm, first: Buffer, second: Buffer, length: number): Buffer {
  const moved = multiply(form, powerOfX(form, length * 8), integer(first));
  const hex = (moved ^ integer(second)).toString(16).padStart(form.bits / 4, '0');
  return Buffer.from(hex, 'hex');
}

function integer(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** x to the power of `exponent`, modulo the polynomial. The highest bit is x to the power of 0. */
function powerOfX(form: CrcForm, exponent: number): bigint {
  const one = 1n << BigInt(form.bits - 1);
  let power = one;
  let square = one >> 1n;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = multiply(form, square, power);
    square = multiply(form, square, square);
  }
  return power;
}

function multiply({ bits, polynomial }: CrcForm, a: bigint, b: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = BigInt(bits - 1); bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= shifted;
    shifted = (shifted >> 1n) ^ (shifted & 1n ? polynomial : 0n);
  }
  return product;
}
