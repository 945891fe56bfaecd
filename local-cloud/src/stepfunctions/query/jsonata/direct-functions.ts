import type { Scope } from '../scope.ts';
import { type DirectValue, textOf, UNSURE } from './direct-value.ts';

/** Takes the scope and as many arguments as it declares, no more and no fewer. */
type DirectFunction = (scope: Scope, argument: DirectValue) => DirectValue;

/** JSONata functions that need no promise where their argument is plain. */
export const DIRECT_FUNCTIONS: ReadonlyMap<string, DirectFunction> = new Map<
  string,
  DirectFunction
>([
  ['exists', (_scope, value) => (value === UNSURE ? UNSURE : value !== undefined)],
  ['not', (_scope, value) => (typeof value === 'boolean' ? !value : UNSURE)],
  ['count', (_scope, value) => (Array.isArray(value) ? value.length : UNSURE)],
  ['sum', (_scope, value) => sum(value)],
  ['string', (_scope, value) => (value === undefined ? UNSURE : textOf(value))],
  ['uuid', (scope: Scope) => scope.random.uuid()],
  ['millis', (scope: Scope) => scope.now],
  ['now', (scope: Scope) => new Date(scope.now).toISOString()],
]);

function sum(value: DirectValue): DirectValue {
  if (!Array.isArray(value)) return UNSURE;
  let total = 0;
  for (const item of value) {
    if (typeof item !== 'number') return UNSURE;
    total += item;
  }
  return Number.isFinite(total) ? total : UNSURE;
}
