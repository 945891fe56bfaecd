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

/** The CRC of each byte with none to three zeros after it, in halves: JavaScript shifts 32 bits. */
interface Tables {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** Four bytes at a time; a CRC of 32 bits is one of 64 whose upper half stays empty. */
export class SlicedCrc implements Digest {
  readonly #form: CrcForm;
  readonly #tables: Tables;
  #low = 0xffffffff;
  #high: number;

  constructor(form: CrcForm) {
    this.#form = form;
    this.#tables = tablesOf(form);
    this.#high = form.bits === 64 ? 0xffffffff : 0;
  }

  update(bytes: Uint8Array): void {
    const { low: lowOf, high: highOf } = this.#tables;
    const whole = bytes.length - (bytes.length % 4);
    let low = this.#low;
    let high = this.#high;
    for (let index = 0; index < whole; index += 4) {
      const a = 768 | ((low ^ bytes[index]!) & 0xff);
      const b = 512 | (((low >>> 8) ^ bytes[index + 1]!) & 0xff);
      const c = 256 | (((low >>> 16) ^ bytes[index + 2]!) & 0xff);
      const d = (low >>> 24) ^ bytes[index + 3]!;
      low = high ^ lowOf[a]! ^ lowOf[b]! ^ lowOf[c]! ^ lowOf[d]!;
      high = highOf[a]! ^ highOf[b]! ^ highOf[c]! ^ highOf[d]!;
    }
    for (let index = whole; index < bytes.length; index++) {
      const entry = (low ^ bytes[index]!) & 0xff;
      low = lowOf[entry]! ^ ((low >>> 8) | (high << 24));
      high = highOf[entry]! ^ (high >>> 8);
    }
    this.#low = low;
    this.#high = high;
  }

  digest(): Buffer {
    const low = word(~this.#low);
    return this.#form.bits === 64 ? Buffer.concat([word(~this.#high), low]) : low;
  }
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

const tables = new Map<CrcForm, Tables>();

function tablesOf(form: CrcForm): Tables {
  let found = tables.get(form);
  if (found === undefined) {
    const entries = entriesOf(form);
    found = {
      low: Uint32Array.from(entries, (entry) => Number(entry & 0xffffffffn)),
      high: Uint32Array.from(entries, (entry) => Number(entry >> 32n)),
    };
    tables.set(form, found);
  }
  return found;
}

function entriesOf({ polynomial }: CrcForm): readonly bigint[] {
  const entries: bigint[] = [];
  for (let index = 0; index < 256; index++) {
    let entry = BigInt(index);
    for (let bit = 0; bit < 8; bit++) entry = (entry >> 1n) ^ (entry & 1n ? polynomial : 0n);
    entries.push(entry);
  }
  for (let index = 256; index < 1024; index++) {
    const shorter = entries[index - 256]!;
    entries.push((shorter >> 8n) ^ entries[Number(shorter & 0xffn)]!);
  }
  return entries;
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
