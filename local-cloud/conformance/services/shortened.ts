import { isObject, type Json } from '../../src/core/json.ts';

/**
 * The value in its whole length: recordings shorten long texts (`aaa... (2040 characters)`), lists
 * (`... (20 items)`) and bytes (`<5242881 bytes>`). What cannot be told from the part that is there
 * stays as it is.
 */
export function restored(value: Json): Json {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return list(value.map(restored));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, restored(item)]));
}

function text(value: string): string {
  const bytes = /^<(\d+) bytes>$/.exec(value);
  if (bytes) return 'a'.repeat(Number(bytes[1]));
  // What the tests of S3 put into one: the ETags tell.
  if (value === '<BytesIO>') return 'data';
  // What begins with the same piece several times goes on with it.
  const [, piece, length] = /^(.+?)\1{2,}.*?\.\.\. \((\d+) characters\)$/.exec(value) ?? [];
  if (piece === undefined) return value;
  return piece.repeat(Math.ceil(Number(length) / piece.length)).slice(0, Number(length));
}

/** Whether something in the value is still too short. */
export function isShortened(value: Json): boolean {
  return /\.\.\. \(\d+ (?:characters|items)\)"/.test(JSON.stringify(value));
}

/** The items go on as they began: their numbers count up. */
function list(items: readonly Json[]): Json[] {
  const [, length] = /^\.\.\. \((\d+) items\)$/.exec(String(items.at(-1))) ?? [];
  if (length === undefined) return [...items];
  const known = items.slice(0, -1);
  const missing = Number(length) - known.length;
  const further = Array.from({ length: missing }, (_, index) => counted(known.at(-1)!, index + 1));
  return [...known, ...further];
}

function counted(value: Json, by: number): Json {
  if (typeof value === 'string') {
    return value.replace(/\d+$/, (number) => String(Number(number) + by));
  }
  if (Array.isArray(value)) return value.map((item) => counted(item, by));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, counted(item, by)]));
}
