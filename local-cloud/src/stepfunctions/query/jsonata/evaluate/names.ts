import { isNumber } from '../../../../core/json-number.ts';
import { Callable } from './callable.ts';
import type { Code, Run } from './frame.ts';
import { type Marked, sequence } from './sequence.ts';
import { isRecord } from './values.ts';

/** A member by its name; of an array, those of its items. */
export function nameOf(name: string): Code {
  const inherited = isInherited(name);
  return (input, frame) => lookUp(frame.run, input, name, inherited);
}

/** Whether every object of JavaScript has something of that name. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** `$lookup`. */
export function lookUp(
  run: Run,
  value: unknown,
  name: string,
  inherited = isInherited(name),
): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return lookUpAll(run, value, name, inherited);
  const member = (value as Record<string, unknown>)[name];
  if (member === undefined || value instanceof Callable || isNumber(value)) return undefined;
  return inherited && !Object.hasOwn(value, name) ? undefined : member;
}

function lookUpAll(run: Run, items: readonly unknown[], name: string, inherited: boolean): unknown {
  const found: unknown[] = [];
  run.spend(items.length);
  for (const item of items) {
    const value = lookUp(run, item, name, inherited);
    if (Array.isArray(value)) for (const each of value) found.push(each);
    else if (value !== undefined) found.push(value);
  }
  run.spend(found.length);
  return sequence(found);
}

/** `*`: the values of all members, arrays taken apart however deep: with such it is no sequence. */
export const membersOf: Code = (input, { run }) => {
  const value = unwrapped(input);
  const found: unknown[] = [];
  if (!Array.isArray(value) && !isRecord(value)) return undefined;
  const members = Array.isArray(value) ? value : Object.values(value);
  run.spend(members.length);
  for (const member of members) deeplyFlat(run, member, found);
  return members.some(Array.isArray) ? found : sequence(found);
};

function deeplyFlat(run: Run, value: unknown, found: unknown[]): void {
  if (!Array.isArray(value)) found.push(value);
  else {
    run.spend(value.length);
    for (const item of value) deeplyFlat(run, item, found);
  }
}

/** `**`: a value and all that is in it, however deep, arrays taken apart. */
export const descendantsOf: Code = (input, { run }) => {
  if (input === undefined) return undefined;
  const found: unknown[] = [];
  collect(run, input, found);
  return found.length === 1 ? found[0] : sequence(found);
};

function collect(run: Run, value: unknown, found: unknown[]): void {
  run.spend(1);
  if (Array.isArray(value)) {
    for (const item of value) collect(run, item, found);
    return;
  }
  found.push(value);
  if (isRecord(value)) for (const name in value) collect(run, value[name], found);
}

/** The input itself, where an array stands wrapped for it. */
export function unwrapped(input: unknown): unknown {
  return Array.isArray(input) && (input as Marked).wrapper ? input[0] : input;
}
