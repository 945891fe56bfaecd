import { randomBytes } from 'node:crypto';

/** The one source of chance: ids, tokens, jitter. Seeded, so that a run can be repeated. */
export interface Random {
  /** At least 0, less than 1. */
  float(): number;
  /** A version 4 UUID. */
  uuid(): string;
  bytes(length: number): Uint8Array;
}

const DIGITS = Buffer.from('0123456789abcdef');
/** One after the other is written here: text put together from parts keeps them all in memory. */
const UUID = Buffer.alloc(36, '-');

/** sfc32 over a 128-bit state, mixed from the seed text with FNV-1a. Without a seed: from the OS. */
export class SeededRandom implements Random {
  readonly #state: Uint32Array;

  constructor(seed?: string) {
    this.#state = new Uint32Array(4);
    if (seed === undefined) {
      new Uint8Array(this.#state.buffer).set(randomBytes(16));
    } else {
      for (let lane = 0; lane < 4; lane++) this.#state[lane] = fnv1a(`${lane}:${seed}`);
    }
    for (let round = 0; round < 12; round++) this.#next();
  }

  float(): number {
    return this.#next() / 2 ** 32;
  }

  bytes(length: number): Uint8Array {
    const out = new Uint8Array(length);
    for (let index = 0; index < length; index += 4) {
      const word = this.#next();
      for (let byte = 0; byte < 4 && index + byte < length; byte++) {
        out[index + byte] = (word >>> (byte * 8)) & 0xff;
      }
    }
    return out;
  }

  /** What it will give next depends on this alone: four unsigned numbers of 32 bits. */
  save(): number[] {
    return [...this.#state];
  }

  /** @param state what `save` gave */
  load(state: readonly number[]): void {
    this.#state.set(state);
  }

  uuid(): string {
    const bytes = this.bytes(16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    let at = 0;
    for (let index = 0; index < 16; index++) {
      if (index === 4 || index === 6 || index === 8 || index === 10) at += 1;
      UUID[at++] = DIGITS[bytes[index]! >> 4]!;
      UUID[at++] = DIGITS[bytes[index]! & 0x0f]!;
    }
    return UUID.toString('latin1');
  }

  #next(): number {
    const s = this.#state;
    const sum = (s[0]! + s[1]! + s[3]!) >>> 0;
    s[3] = s[3]! + 1;
    s[0] = s[1]! ^ (s[1]! >>> 9);
    s[1] = s[2]! + (s[2]! << 3);
    s[2] = ((s[2]! << 21) | (s[2]! >>> 11)) + sum;
    return sum;
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
