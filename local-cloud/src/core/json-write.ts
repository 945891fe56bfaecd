import { addEffort } from './effort.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** Shorter texts are written again sooner than they are found. */
const LONG = 1_000;
/** The long texts of objects and arrays that were written. */
const texts = new WeakMap<object, string>();

/**
 * `JSON.stringify` for a value that nobody changes any more: what was written once, by itself or as a
 * member of another object, is not written again. A payload goes through a state in many wrappings.
 */
export function writeJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return written(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = isObject(value) ? writeObject(value) : written(value);
  if (text.length > LONG) texts.set(value, text);
  return text;
}

/** Notes the text of a value that was read from it, where writing the value would give that text again. */
export function noteText(value: Json, text: string): void {
  if (typeof value === 'object' && value !== null && text.length > LONG) texts.set(value, text);
}

/** The text of a value that was written or noted: such a value is JSON, and nothing else. */
export function notedText(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? texts.get(value) : undefined;
}

/** Its members one level deep: what is wrapped stands there. */
function writeObject(object: JsonObject): string {
  if ('toJSON' in object) return written(object);
  const members: string[] = [];
  for (const name of Object.keys(object)) {
    const text = memberText(object[name]);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

function memberText(value: Json | undefined): string | undefined {
  if (typeof value !== 'object' || value === null) return written(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = written(value);
  if (text !== undefined && text.length > LONG) texts.set(value, text);
  return text;
}

/** Undefined for what JSON does not have. */
function written(value: Json | undefined): string {
  const text = JSON.stringify(value);
  addEffort(text?.length ?? 0);
  return text;
}
