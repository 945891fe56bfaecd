import { type Day, type Order, orderOf, readDay } from './date.ts';
import type { Field } from './expense.ts';
import { agreed, type Finding, NOTHING } from './finding.ts';
import type { Language } from './language.ts';

/**
 * The day that the fields of a type name, `2020-06-12`. One that can be two days is settled by the
 * other dates on the page, else by its language; English does not settle it.
 */
export function dayOf(
  type: string,
  what: string,
  fields: readonly Field[],
  language: Language | undefined,
): Finding<string> {
  const order = orderShown(fields) ?? ORDERS[language!];
  const days = fields
    .filter((field) => field.type === type)
    .flatMap(({ text, confidence }) => {
      const day = readDay(text);
      return day === undefined ? [] : { text, confidence, value: settled(day, order) };
    });
  const unsettled = days.find(({ value }) => value === undefined);
  if (unsettled !== undefined) {
    return { ...NOTHING, doubts: [`The ${what}, ${unsettled.text}, can be two days.`] };
  }
  return agreed(what, days as { value: string; confidence: number }[], (day) => day);
}

const ORDERS: Readonly<Partial<Record<Language, Order>>> = { de: 'dmy', fr: 'dmy' };

/** The order of every date on the page that shows one; undefined where they differ. */
function orderShown(fields: readonly Field[]): Order | undefined {
  const orders = fields
    .flatMap(({ text }) => readDay(text) ?? [])
    .flatMap((day) => orderOf(day) ?? []);
  return new Set(orders).size === 1 ? orders[0] : undefined;
}

function settled(day: Day, order: Order | undefined): string | undefined {
  const { dmy, mdy } = day;
  if (dmy === undefined || mdy === undefined || dmy === mdy) return dmy ?? mdy;
  return order && day[order];
}
