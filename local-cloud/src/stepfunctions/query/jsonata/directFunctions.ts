import type { Scope } from '../scope.ts';
import { type DirectValue, textOf, UNSURE } from './direct.ts';

type DirectFunction = (scope: Scope, argument: DirectValue) => DirectValue;

/** JSONata functions that need no promise where their argument is plain. */
export const DIRECT_FUNCTIONS: ReadonlyMap<string, DirectFunction> = new Map<
  string,
  DirectFunction
>([
  ['exists', (_scope, value) => (value === UNSURE ? UNSURE : value !== undefined)],
  ['not', (_scope, value) => (typeof value === 'boolean' ? !value : UNSURE)],
  ['count', (_scope, value) => (Array.isArray(value) ? value.length : UNSURE)],
  ['string', (_scope, value) => (value === undefined ? UNSURE : textOf(value))],
  ['uuid', (scope: Scope) => scope.random.uuid()],
  ['millis', (scope: Scope) => scope.now],
  ['now', (scope: Scope) => new Date(scope.now).toISOString()],
]);
