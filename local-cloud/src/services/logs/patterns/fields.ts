import { invalidParameter } from '../errors.ts';
import type { FilterPattern } from './filter-pattern.ts';
import { type Comparison, comparison, type Operator } from './values.ts';

interface Field {
  readonly isRest: boolean;
  readonly holds: Comparison;
}

/**
 * `[ip, user, ..., status = 4*, bytes > 1000]` on messages whose fields are separated by spaces;
 * a field in quotes or brackets counts as one.
 */
export function fieldPattern(pattern: string): FilterPattern {
  const fields = pattern.slice(1, -1).split(',').map(parseField);
  const rest = fields.findIndex(({ isRest }) => isRest);
  return (message) => {
    const values = fieldsOf(message);
    const aligned = rest < 0 ? values : fill(values, rest, fields.length);
    if (aligned.length !== fields.length) return false;
    return fields.every(({ holds }, index) => holds(aligned[index]));
  };
}

/** `...` stands for any number of fields. */
function fill(values: readonly string[], rest: number, count: number): readonly string[] {
  const skipped = values.length - (count - 1);
  if (skipped < 0) return [];
  return [...values.slice(0, rest), '', ...values.slice(rest + skipped)];
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', '[': ']' };

/** The fields of a message. What opens with a quote or a bracket that nothing closes is one like others. */
export function fieldsOf(message: string): string[] {
  const fields: string[] = [];
  const word = /\S+/g;
  const open = new Set<string>();
  for (let match = word.exec(message); match !== null; match = word.exec(message)) {
    const closing = CLOSING[match[0][0]!];
    const end =
      closing === undefined || open.has(closing) ? -1 : message.indexOf(closing, match.index + 1);
    if (closing !== undefined && end < 0) open.add(closing);
    fields.push(end < 0 ? match[0] : message.slice(match.index + 1, end));
    if (end >= 0) word.lastIndex = end + 1;
  }
  return fields;
}

function parseField(text: string): Field {
  const field = text.trim();
  if (field === '...') return { isRest: true, holds: () => true };
  if (/^\w*$/.test(field)) return { isRest: false, holds: () => true };
  const alternatives = field.split('||').map((all) => all.split('&&').map(parseCondition));
  return {
    isRest: false,
    holds: (value) => alternatives.some((all) => all.every((holds) => holds(value))),
  };
}

function parseCondition(text: string): Comparison {
  const match = /^\s*\w+\s*(!=|<=|>=|=|<|>)\s*("[^"]*"|\S+)\s*$/.exec(text);
  const holds = match && comparison(match[1] as Operator, match[2]!);
  if (!holds) throw invalidParameter('Invalid filter pattern');
  return holds;
}
