import type { Json } from '../../core/json.ts';

/** A value as AWS quotes it in a cause: strings bare, the rest as JSON. */
export function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A number, or a text that is one ("5" is as good as 5, recorded for the ...Path fields). */
export function numeric(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
