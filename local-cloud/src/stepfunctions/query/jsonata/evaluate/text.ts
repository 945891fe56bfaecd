import { JsonNumber } from '../../../../core/json-number.ts';
import { EvaluationFailure, OUT_OF_MEMORY } from '../errors.ts';
import { LARGEST_VALUE } from '../limits.ts';
import { Callable } from './callable.ts';
import { JsonataFailure } from './failure.ts';
import type { Run } from './frame.ts';
import { numberOf } from './json-numbers.ts';
import { unwrapped } from './names.ts';
import { isNumeric } from './values.ts';

/** `$string` of what is not nothing: text as it is, a function as '', all else as JSON. */
export function textOf(run: Run, value: unknown, indent = 0): string {
  if (typeof value === 'string') return value;
  if (value instanceof Callable) return '';
  if (typeof value !== 'number') return jsonOf(run, unwrapped(value), indent, '\n') ?? '';
  if (Number.isFinite(value)) return numberText(value);
  throw new JsonataFailure('D3001', { value });
}

/** Measured on AWS by others: 15 digits of a fraction, whole numbers in full (up to 1e21). */
export function numberText(value: number | JsonNumber): string {
  if (typeof value !== 'number') return String(value);
  return String(Number.isInteger(value) ? value + 0 : Number(value.toPrecision(15)));
}

/** `margin`: the line break before what stands beside a value. */
function jsonOf(run: Run, value: unknown, indent: number, margin: string): string | undefined {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'string':
      run.spendText(value.length);
      return JSON.stringify(value);
    case 'number':
      return isNumeric(value) ? numberText(value) : 'null';
    case 'object':
      break;
    default:
      return String(value);
  }
  if (value === null) return 'null';
  if (value instanceof JsonNumber) return numberText(numberOf(value));
  if (value instanceof Callable) return '""';
  return bracketed(run, value, indent, margin);
}

function bracketed(run: Run, value: object, indent: number, margin: string): string {
  const isArray = Array.isArray(value);
  const [open, close] = isArray ? '[]' : '{}';
  const inner = indent === 0 ? '' : margin + ' '.repeat(indent);
  let text = '';
  for (const [name, member] of isArray ? value.entries() : Object.entries(value)) {
    run.spend(1);
    const json = jsonOf(run, member, indent, inner) ?? (isArray ? 'null' : undefined);
    if (json === undefined) continue;
    const label = isArray ? '' : JSON.stringify(name) + (indent === 0 ? ':' : ': ');
    text += `${text === '' ? '' : ','}${inner}${label}${json}`;
    if (2 * text.length > LARGEST_VALUE) throw new EvaluationFailure(OUT_OF_MEMORY);
  }
  return `${open}${text}${text !== '' && indent > 0 ? margin : ''}${close}`;
}
