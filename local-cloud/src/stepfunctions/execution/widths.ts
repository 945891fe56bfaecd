import { addEffort } from '../../core/effort.ts';
import { DEEPEST, isTooDeep, type Json } from '../../core/json.ts';
import { JsonNumber } from '../../core/json-number.ts';
import { nestingProblem } from '../../core/json-text.ts';
import { notedText } from '../../core/json-write.ts';
import { StatesError } from '../errors.ts';

/** Up to this many bytes, a text is written where it is asked for at all, and a value kept. */
export const SMALL = 1_000;

/** How deep a payload stands that was taken up as it is into another value. */
export const WRAPPED = 2;

/** What the parts of a value take as JSON, in bytes: at most, or at least. */
export interface Widths {
  /** One UTF-16 unit: `\u0000`, or `a`. */
  readonly unit: number;
  /** A number, or what is a word: `-1.2345678901234567e-300`, or `1`. */
  readonly scalar: number;
  /** One UTF-16 unit of a text that was written before: three bytes of UTF-8, or one. */
  readonly known: number;
}

export const WIDEST: Widths = { unit: 6, scalar: 24, known: 3 };
export const NARROWEST: Widths = { unit: 1, scalar: 1, known: 1 };

/**
 * Fails a value that is nested too deeply to be read again, with States.Runtime: a loop that wraps
 * its input once more each time ends here.
 */
export function checkNesting(value: Json): void {
  if (isTooDeep(value)) throw tooDeep();
}

function tooDeep(): StatesError {
  return new StatesError('States.Runtime', nestingProblem(DEEPEST + 1));
}

/** What is left of `room` bytes after the value; negative: it does not fit if it is so wide. */
export function left(value: Json, room: number, widths: Widths): number {
  const rest = spend(value, room, widths, 0);
  addEffort((room - rest) >> 3); // eight times as fast as to write it
  return rest;
}

function spend(value: Json, room: number, widths: Widths, depth: number): number {
  if (typeof value === 'string') return room - widths.unit * value.length - 2;
  if (value instanceof JsonNumber) return room - String(value).length;
  if (typeof value !== 'object' || value === null) return room - widths.scalar;
  const text = depth < WRAPPED && room > SMALL ? notedText(value) : undefined;
  if (text !== undefined) return room - widths.known * text.length;
  if (depth === DEEPEST) throw tooDeep();
  return Array.isArray(value)
    ? spendArray(value, room - 1, widths, depth + 1)
    : spendObject(value, room - 1, widths, depth + 1);
}

/** Each item with its comma, or the closing bracket. */
function spendArray(items: readonly Json[], room: number, widths: Widths, depth: number): number {
  let rest = items.length === 0 ? room - 1 : room;
  for (let index = 0; index < items.length && rest >= 0; index++) {
    rest = spend(items[index]!, rest - 1, widths, depth);
  }
  return rest;
}

/** Each member with its quotes, its colon, and its comma or the closing brace. */
function spendObject(
  object: { readonly [name: string]: Json },
  room: number,
  widths: Widths,
  depth: number,
): number {
  let rest = room;
  let isEmpty = true;
  for (const name in object) {
    if (rest < 0) break;
    rest = spend(object[name]!, rest - widths.unit * name.length - 4, widths, depth);
    isEmpty = false;
  }
  return isEmpty ? rest - 1 : rest;
}
