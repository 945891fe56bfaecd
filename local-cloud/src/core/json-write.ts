import { isObject, type Json, type JsonObject } from './json.ts';

/** Shorter texts are written again sooner than they are found. */
const LONG = 1_000;
/** The long texts of objects and arrays that were written. */
const written = new WeakMap<object, string>();

/**
 * `JSON.stringify` for a value that nobody changes any more: what was written once, by itself or as a
 * member of another object, is not written again. A payload goes through a state in many wrappings.
 */
export function writeJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = written.get(value);
  if (known !== undefined) return known;
  const text = isObject(value) ? writeObject(value) : JSON.stringify(value);
  if (text.length > LONG) written.set(value, text);
  return text;
}

/** Notes the text of a value that was read from it, where writing the value would give that text again. */
export function noteText(value: Json, text: string): void {
  if (typeof value === 'object' && value !== null && text.length > LONG) written.set(value, text);
}

/** The text of a value that was written or noted: such a value is JSON, and nothing else. */
export function notedText(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? written.get(value) : undefined;
}

/** Its members one level deep: what is wrapped stands there. */
function writeObject(object: JsonObject): string {
  if ('toJSON' in object) return JSON.stringify(object);
  const members: string[] = [];
  for (const name of Object.keys(object)) {
    const text = memberText(object[name]);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

function memberText(value: Json | undefined): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = written.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  if (text !== undefined && text.length > LONG) written.set(value, text);
  return text;
}
