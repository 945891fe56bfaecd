import type { Json } from './json.ts';
import { readJson } from './json-number.ts';
import { writeJson } from './json-write.ts';

/**
 * JSON that one service of the cloud gives another in process, where AWS's API has a text or bytes. Who
 * gives it has written it, so that nobody needs to read it to know that it is JSON; its text or its value,
 * whichever it was not made of, is made when it is asked for.
 */
export class KnownJson {
  #text: string | undefined;
  #value: Json | undefined;

  private constructor(text: string | undefined, value: Json | undefined) {
    this.#text = text;
    this.#value = value;
  }

  static ofText(text: string): KnownJson {
    return new KnownJson(text, undefined);
  }

  /** Nobody changes the value any more. */
  static ofValue(value: Json): KnownJson {
    return new KnownJson(undefined, value);
  }

  get text(): string {
    this.#text ??= writeJson(this.#value as Json);
    return this.#text;
  }

  get value(): Json {
    if (this.#value === undefined) this.#value = readJson(this.#text!);
    return this.#value;
  }

  /** As a text it can be read like any other. */
  toString(): string {
    return this.text;
  }
}

/** What may be given in process where AWS's API has bytes. */
export type GivenBytes = Uint8Array | string | KnownJson | undefined;

/** The text that it stands for. */
export function textOf(given: GivenBytes): string {
  if (given === undefined) return '';
  if (given instanceof KnownJson) return given.text;
  if (typeof given === 'string') return given;
  return Buffer.from(given.buffer, given.byteOffset, given.byteLength).toString('utf8');
}
