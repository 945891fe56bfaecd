import type { Code, Run } from './frame.ts';
import { append, type Marked, sequence } from './sequence.ts';
import { isRecord, ownOf } from './values.ts';

/** A member by its name; of an array, those of its items. */
export function nameOf(name: string): Code {
  return (input, frame) => lookUp(frame.run, input, name);
}

/** `$lookup`. */
export function lookUp(run: Run, value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? lookUpAll(run, value, name) : ownOf(value, name);
}

function lookUpAll(run: Run, items: readonly unknown[], name: string): unknown {
  const found: unknown[] = [];
  run.spend(items.length);
  for (const item of items) {
    const value = lookUp(run, item, name);
    if (Array.isArray(value)) for (const each of value) found.push(each);
    else if (value !== undefined) found.push(value);
  }
  run.spend(found.length);
  return sequence(found);
}

/** `*`: the values of all members, arrays taken apart however deep. */
export const membersOf: Code = (input, { run }) => {
  const value = unwrapped(input);
  let found: unknown = sequence([]);
  if (!isRecord(value) && !Array.isArray(value)) return found;
  run.spend(Object.keys(value).length);
  for (const member of Object.values(value)) {
    if (Array.isArray(member)) found = append(found, deeplyFlat(run, member));
    else (found as unknown[]).push(member);
  }
  return found;
};

function deeplyFlat(run: Run, value: unknown, found: unknown[] = []): unknown[] {
  if (!Array.isArray(value)) found.push(value);
  else {
    run.spend(value.length);
    for (const item of value) deeplyFlat(run, item, found);
  }
  return found;
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
  if (!Array.isArray(value)) found.push(value);
  if (!Array.isArray(value) && !isRecord(value)) return;
  for (const member of Object.values(value)) collect(run, member, found);
}

/** The input itself, where an array stands wrapped for it. */
export function unwrapped(input: unknown): unknown {
  return Array.isArray(input) && (input as Marked).wrapper ? input[0] : input;
}
