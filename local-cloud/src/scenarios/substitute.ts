import { UserError } from '../core/errors.ts';
import { isObject, type Json } from '../core/json.ts';

/** What stands for the names in `${...}`: the outputs of the deployed stack, and `today`. */
export type Outputs = ReadonlyMap<string, string>;

/** Replaces `${Name}` in every text of a value. Objects keep their shape, and so their type. */
export function substitute<Value extends Json | object>(value: Value, outputs: Outputs): Value {
  return replaced(value as Json, outputs) as Value;
}

function replaced(value: Json, outputs: Outputs): Json {
  if (typeof value === 'string') return substituteText(value, outputs);
  if (Array.isArray(value)) return value.map((item) => replaced(item, outputs));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      substituteText(key, outputs),
      replaced(member, outputs),
    ]),
  );
}

const NAME = /\$\{([A-Za-z0-9]+)((?:[+-]P[0-9YMD]*)*)\}/g;

export function substituteText(text: string, outputs: Outputs): string {
  return text.replace(NAME, (_all, name: string, spans: string) => {
    const output = outputs.get(name);
    if (output !== undefined) return countedFrom(output, spans, text);
    throw new UserError(`The stack has no output "${name}"`, {
      why: `A scenario refers to it: ${text}`,
      fix: `Its outputs are: ${[...outputs.keys()].join(', ')}`,
    });
  });
}

/** A day as calendars write it, in UTC: `2030-01-31`. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

const SPAN = /([+-])P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?=[+-]|$)/g;

/** The day that many years, months and days away, span by span: `2030-01-31`, `-P2Y+P1D`. */
function countedFrom(day: string, spans: string, text: string): string {
  const read = [...spans.matchAll(SPAN)];
  const understood = read.map(([span]) => span).join('') === spans;
  if (understood && (spans === '' || !Number.isNaN(Date.parse(day)))) {
    return read.reduce((from, [, sign, ...counts]) => {
      const [years = 0, months = 0, days = 0] = counts.map((n) => Number(`${sign}${n ?? 0}`));
      return moved(from, years * 12 + months, days);
    }, day);
  }
  throw new UserError(`"${spans}" cannot be counted from "${day}"`, {
    why: `A scenario asks for it: ${text}`,
    fix: 'Count from a day in years, months and days: ${today-P2Y+P1D}.',
  });
}

/** A day that its month does not have is the month's last: a year after 29 February is the 28th. */
function moved(day: string, months: number, days: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last) + days));
}
