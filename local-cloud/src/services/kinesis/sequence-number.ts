/** What a sequence number is made of. */
export interface SequenceParts {
  /** Of the shard, in milliseconds since 1970. */
  readonly createdAt: number;
  /** The shard's number within its stream. */
  readonly shard: number;
  /** Rises with every record of the shard. */
  readonly index: bigint;
  /** When the record arrived, in milliseconds since 1970. */
  readonly at: number;
}

const VERSION = 2n;
/** The index at which AWS ends a shard that is closed. */
export const LAST_INDEX = 0x7fff_ffff_ffff_ffffn;

/**
 * A sequence number as Kinesis makes them, 56 digits in decimal: a 2, the second in which the shard
 * was created, four bits of its number, the index, eight bits that are zero, the second of the
 * record, the shard's number, and the version of all this.
 */
export function sequenceNumber({ createdAt, shard, index, at }: SequenceParts): bigint {
  let number = 2n;
  const add = (bits: bigint, value: bigint) => {
    number = (number << bits) | BigInt.asUintN(Number(bits), value);
  };
  add(36n, seconds(createdAt));
  add(4n, BigInt(shard));
  add(64n, index);
  add(8n, 0n);
  add(36n, seconds(at));
  add(32n, BigInt(shard));
  add(4n, VERSION);
  return number;
}

/** A number after the record that has this one, and before every other record that comes after it. */
export function afterRecord(number: bigint): bigint {
  // It ends the bits between the index and the time, which are zero in the numbers of records.
  return number + (1n << 72n);
}

/** The shard's number and the second of its creation; undefined where Kinesis made no such number. */
export function partsOf(number: bigint): { shard: number; createdAt: number } | undefined {
  if (number >> 184n !== 2n || (number & 15n) !== VERSION) return undefined;
  const createdAt = Number(BigInt.asUintN(36, number >> 148n)) * 1000;
  return { shard: Number(BigInt.asUintN(32, number >> 4n)), createdAt };
}

function seconds(time: number): bigint {
  return BigInt(Math.floor(time / 1000));
}
