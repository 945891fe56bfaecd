import type { Json } from '../../json.ts';

/**
 * A JSON value together with its text. What passes through a state unchanged keeps its text, so
 * that history events share it and nothing is written twice - as AWS does, which is why spacing
 * survives a Pass state.
 */
export interface Payload {
  readonly value: Json;
  readonly text: string;
}

/** The payload of a value; the known one if it is the same value. */
export function payloadOf(value: Json, known?: Payload): Payload {
  if (known !== undefined && known.value === value) return known;
  return { value, text: JSON.stringify(value) };
}

/** The payload of a JSON text. */
export function parsePayload(text: string): Payload {
  return { value: JSON.parse(text) as Json, text };
}

/** The array of payloads, without writing its members again. */
export function arrayOf(members: readonly Payload[]): Payload {
  const values = new Array<Json>(members.length);
  const texts = new Array<string>(members.length);
  for (let index = 0; index < members.length; index++) {
    values[index] = members[index]!.value;
    texts[index] = members[index]!.text;
  }
  return { value: values, text: `[${texts.join(',')}]` };
}

export const EMPTY: Payload = { value: {}, text: '{}' };
