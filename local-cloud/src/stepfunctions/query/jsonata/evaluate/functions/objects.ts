import { setMember } from '../../../../../core/json.ts';
import { JsonNumber } from '../../../../../core/json-number.ts';
import { Callable } from '../callable.ts';
import { JsonataFailure } from '../failure.ts';
import type { Run } from '../frame.ts';
import { lookUp, unwrapped } from '../names.ts';
import { Native } from '../native.ts';
import { sequence } from '../sequence.ts';
import { numberText } from '../text.ts';
import { isNumeric, isRecord } from '../values.ts';

type Members = Record<string, unknown>;

/** https://docs.jsonata.org/object-functions, without those that call functions */
export const OBJECTS: Readonly<Record<string, Native>> = {
  keys: new Native('<x-:a<s>>', 1, (run, value: unknown) =>
    sequence(Object.keys(keysOf(run, value))),
  ),
  lookup: new Native('<x-s:x>', 2, (run, value: unknown, name: string) => lookUp(run, value, name)),
  spread: new Native('<x-:a<o>>', 1, spread),
  merge: new Native('<a<o>:o>', 1, merge),
  clone: new Native('<(oa)-:o>', 1, (run, value: unknown) => copyOf(run, unwrapped(value))),
  type: new Native('<x:s>', 1, (_run, value: unknown) => typeOf(value)),
  error: new Native('<s?:x>', 1, (_run, message?: string) => {
    throw new JsonataFailure('D3137', { message: message || '$error() function evaluated' });
  }),
  assert: new Native('<bs?:x>', 2, (_run, condition?: boolean, message?: string) => {
    if (condition) return undefined;
    throw new JsonataFailure('D3141', { message: message || '$assert() statement failed' });
  }),
};

/** An object with the names that are in a value. */
function keysOf(run: Run, value: unknown, keys: Members = Object.create(null)): Members {
  run.spend(1);
  if (Array.isArray(value)) for (const item of value) keysOf(run, item, keys);
  else if (isRecord(value)) {
    for (const name of Object.keys(value)) keys[name] = true;
    run.spend(Object.keys(value).length);
  }
  return keys;
}

/** An object for each member. */
function spread(run: Run, value: unknown): unknown {
  if (Array.isArray(value)) return spreadAll(run, value);
  return isRecord(value) ? sequence(membersOf(run, value)) : value;
}

function spreadAll(run: Run, items: readonly unknown[]): unknown {
  const result: unknown[] = [];
  let found = false;
  for (const item of items) {
    const spreaded = spread(run, item);
    run.spend(1);
    if (spreaded === undefined) continue;
    found = true;
    if (Array.isArray(spreaded)) for (const each of spreaded) result.push(each);
    else result.push(spreaded);
  }
  return found ? result : sequence(result);
}

function membersOf(run: Run, object: Members): Members[] {
  const entries = Object.entries(object);
  run.spendItems(entries.length);
  return entries.map(([name, value]) => {
    const member: Members = {};
    setMember(member, name, value);
    return member;
  });
}

function merge(run: Run, objects?: readonly Members[]): Members | undefined {
  if (objects === undefined) return undefined;
  const result: Members = {};
  for (const object of objects) {
    const entries = Object.entries(object);
    run.spend(1 + entries.length);
    for (const [name, value] of entries) setMember(result, name, value);
  }
  return result;
}

/** What is read again of a value once it is written as JSON. */
function copyOf(run: Run, value: unknown): unknown {
  if (typeof value === 'number') return numberOf(value);
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return value;
  if (value instanceof Callable) return '';
  run.spend(1);
  if (Array.isArray(value)) {
    run.spendItems(value.length);
    return value.map((item) => (item === undefined ? null : copyOf(run, item)));
  }
  const result: Members = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) setMember(result, name, copyOf(run, member));
  }
  return result;
}

function numberOf(value: number): number | null {
  return isNumeric(value) ? Number(numberText(value)) : null;
}

function typeOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'null';
  if (value instanceof Callable) return 'function';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return isNumeric(value) ? 'number' : 'object';
  return value instanceof JsonNumber ? 'number' : typeof value;
}
