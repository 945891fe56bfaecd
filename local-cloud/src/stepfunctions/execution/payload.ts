import { addEffort } from '../../core/effort.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { JsonNumber, readJson } from '../../core/json-number.ts';
import { notedText, writeJson } from '../../core/json-write.ts';
import { exceeds, PAYLOAD_BYTES } from './limits.ts';
import { left, NARROWEST, SMALL, WIDEST, WRAPPED } from './widths.ts';

/**
 * A JSON value together with its text. What passes through a state unchanged keeps its text - as
 * on AWS, where spacing survives a Pass state. Values are never changed once they are a payload,
 * so that the text of one that was computed need not be written before somebody reads it.
 */
export interface Payload {
  readonly value: Json;
  readonly text: string;
}

/** A payload that came as text, or was written: its value is read from the text where it was let go of. */
class Written implements Payload {
  readonly text: string;
  #value: Json | undefined;

  constructor(text: string, value: Json) {
    this.text = text;
    this.#value = value;
  }

  get value(): Json {
    this.#value ??= readJson(this.text);
    return this.#value;
  }

  letGo(): void {
    if (this.text.length > SMALL) this.#value = undefined;
  }
}

/**
 * Keeps no more of a large payload than its text, a small part of what its value takes, until the value is
 * asked for again: whoever holds it has to wait.
 */
export function putBy(payload: Payload): void {
  if (payload instanceof Written) payload.letGo();
}

/** A payload whose text is written when it is first read. */
class Unwritten implements Payload {
  readonly value: Json;
  #text: string | undefined;
  #fits: boolean;
  readonly #isShort: boolean;

  constructor(value: Json, isShort = false) {
    this.value = value;
    this.#isShort = isShort;
    this.#fits = isShort;
  }

  /** Whether to read the text costs nothing, or so little that to put it off would cost more. */
  get written(): boolean {
    return this.#isShort || this.#text !== undefined;
  }

  get text(): string {
    this.#text ??= this.write();
    return this.#text;
  }

  peek(): string {
    const text = JSON.stringify(this.value);
    addEffort(text.length);
    return text;
  }

  /**
   * Measures only as far as it takes to be sure; writes the text where that is not enough.
   *
   * @param keeps the text, for whoever asks for it next
   */
  fits(keeps: boolean): boolean {
    this.#fits ||= this.#text === undefined ? this.#measured(keeps) : !exceeds(this.#text);
    return this.#fits;
  }

  #measured(keeps: boolean): boolean {
    if (left(this.value, PAYLOAD_BYTES, WIDEST) >= 0) return true;
    if (left(this.value, PAYLOAD_BYTES, NARROWEST) < 0) return false;
    return !exceeds(keeps ? this.text : this.peek());
  }

  protected write(): string {
    return this.#isShort ? JSON.stringify(this.value) : writeJson(this.value);
  }
}

/** The array of other payloads: their texts are used again. */
class UnwrittenArray extends Unwritten {
  readonly #members: readonly Payload[];

  constructor(members: readonly Payload[]) {
    super(members.map(({ value }) => value));
    this.#members = members;
  }

  override peek(): string {
    return `[${this.#members.map(peek).join(',')}]`;
  }

  protected override write(): string {
    return `[${this.#members.map(({ text }) => text).join(',')}]`;
  }
}

/** The payload of a value; the known one if it is the same value. */
export function payloadOf(value: Json, known?: Payload): Payload {
  if (known !== undefined && known.value === value) return known;
  return new Unwritten(value, left(value, SMALL, WIDEST) >= 0);
}

/** Whether reading the text now would have to write it, and that takes its time. */
export function isUnwritten(payload: Payload): boolean {
  return payload instanceof Unwritten && !payload.written;
}

/** The text of a payload for somebody who does not go on with it: the payload does not keep it. */
export function peek(payload: Payload): string {
  return isUnwritten(payload) ? (payload as Unwritten).peek() : payload.text;
}

/** The payload of a JSON text, whose value may have been read already. */
export function parsePayload(text: string, value: Json = readJson(text)): Payload {
  return new Written(text, value);
}

/**
 * The payload of a value that came from outside, and is given away: whoever gave it does not change it
 * any more. Its text is written at once: the event that tells of it is next.
 */
export function receivedPayload(value: Json): Payload {
  const own = plain(value, WRAPPED);
  return new Written(writeJson(own), own);
}

/**
 * As JSON has it: no undefined members, no numbers that are none, and what `toJSON` gives. What is so
 * already is given as it is, not copied.
 *
 * @param known so many levels deep, what was written as JSON before is not looked through
 */
function plain(value: unknown, known = 0): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' || typeof value === 'boolean' ? value : null;
  }
  if (known > 0 && notedText(value) !== undefined) return value as Json;
  if (Array.isArray(value)) return plainArray(value);
  if (value instanceof JsonNumber) return value;
  if ('toJSON' in value || Object.hasOwn(value, '__proto__')) {
    return readJson(JSON.stringify(value));
  }
  return plainObject(value as Record<string, unknown>, known - 1);
}

function plainArray(items: readonly unknown[]): Json[] {
  const own = items.map((item) => plain(item));
  return own.every((item, index) => item === items[index]) ? (items as Json[]) : own;
}

function plainObject(object: Record<string, unknown>, known: number): JsonObject {
  const own: JsonObject = {};
  let isPlain = true;
  for (const name of Object.keys(object)) {
    const member = object[name];
    if (member !== undefined) own[name] = plain(member, known);
    isPlain &&= own[name] === member && member !== undefined;
  }
  return isPlain ? (object as JsonObject) : own;
}

/** The array of payloads. */
export function arrayOf(members: readonly Payload[]): Payload {
  const array = new UnwrittenArray(members);
  return isSmall(members) ? { value: array.value, text: array.text } : array;
}

function isSmall(members: readonly Payload[]): boolean {
  let length = 0;
  for (const member of members) {
    if (isUnwritten(member)) return false;
    length += member.text.length;
    if (length > SMALL) return false;
  }
  return true;
}

/**
 * Whether a payload is larger than a task, state or execution may hand on.
 *
 * @param keeps its text, if it had to be written to find that out
 */
export function oversized(payload: Payload, keeps = true): boolean {
  return payload instanceof Unwritten ? !payload.fits(keeps) : exceeds(payload.text);
}

/** Whether a payload surely takes more bytes, without writing it. */
export function isLongerThan(payload: Payload, bytes: number): boolean {
  return isUnwritten(payload)
    ? left(payload.value, bytes, NARROWEST) < 0
    : payload.text.length > bytes;
}

/** How many bytes a payload takes at least, without writing it. */
export function leastBytes(payload: Payload): number {
  if (!isUnwritten(payload)) return payload.text.length;
  return PAYLOAD_BYTES - Math.max(left(payload.value, PAYLOAD_BYTES, NARROWEST), 0);
}

export const EMPTY: Payload = { value: {}, text: '{}' };
