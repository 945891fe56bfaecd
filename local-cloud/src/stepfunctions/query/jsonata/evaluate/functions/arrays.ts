import { JsonNumber } from '../../../../../core/json-number.ts';
import { callBack } from '../callable.ts';
import { JsonataFailure } from '../failure.ts';
import type { Run } from '../frame.ts';
import { mergeSort } from '../merge-sort.ts';
import { Native } from '../native.ts';
import { append, isSequence, sequence } from '../sequence.ts';
import { isAllNumbers, isAllStrings, isSame } from '../values.ts';

type Items = readonly unknown[] | undefined;

/** https://docs.jsonata.org/array-functions */
export const ARRAYS: Readonly<Record<string, Native>> = {
  count: new Native('<a:n>', 1, (_run, items: Items) => items?.length ?? 0),
  append: new Native('<xx:a>', 2, (run, left: unknown, right: unknown) => {
    if (left !== undefined && right !== undefined) run.spendItems(sizeOf(left) + sizeOf(right));
    return append(left, right);
  }),
  sort: new Native('<af?:a>', 2, sort),
  reverse: new Native('<a:a>', 1, (run, items: Items) => {
    if (items === undefined || items.length <= 1) return items;
    run.spendItems(items.length);
    return items.toReversed();
  }),
  shuffle: new Native('<a:a>', 1, shuffle),
  distinct: new Native('<x:x>', 1, distinct),
  zip: new Native('<a+>', 0, zip, 1),
};

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}

function sort(run: Run, items?: readonly unknown[], isAfter?: unknown): unknown {
  if (items === undefined || items.length <= 1) return items;
  if (isAfter !== undefined) {
    return mergeSort(run, items, (left, right) => Boolean(callBack(isAfter, [left, right], run)));
  }
  run.spend(items.length);
  if (!isAllNumbers(items) && !isAllStrings(items)) throw new JsonataFailure('D3070');
  return mergeSort<string | number>(run, items, (left, right) => left > right);
}

/** From the inside out, by Fisher and Yates, with the seeded chance of the cloud. */
function shuffle(run: Run, items?: readonly unknown[]): unknown {
  if (items === undefined || items.length <= 1) return items;
  run.spendItems(items.length);
  const result = [...items];
  for (let index = 0; index < result.length; index++) {
    const other = Math.floor(run.scope.random.float() * (index + 1));
    [result[index], result[other]] = [result[other], result[index]];
  }
  return result;
}

/** A sequence stays one. Scalars are found by themselves, all else is compared with each other. */
function distinct(run: Run, items: unknown): unknown {
  if (!Array.isArray(items) || items.length <= 1) return items;
  run.spendItems(items.length);
  const result: unknown[] = [];
  const scalars = new Set<unknown>();
  const objects: unknown[] = [];
  for (const item of items) {
    const scalar = item instanceof JsonNumber ? item.exact : item;
    const isScalar = typeof scalar !== 'object' || scalar === null;
    if (isScalar ? scalars.has(scalar) : includes(run, objects, item)) continue;
    result.push(item);
    if (isScalar) scalars.add(scalar);
    else objects.push(item);
  }
  return isSequence(items) ? sequence(result) : result;
}

function includes(run: Run, objects: readonly unknown[], object: unknown): boolean {
  run.spend(objects.length);
  return objects.some((each) => isSame(run, each, object));
}

/** As long as the shortest of the arrays. */
function zip(run: Run, ...arrays: (readonly unknown[] | undefined)[]): unknown[][] {
  const given = arrays.filter((array) => array !== undefined);
  const length = Math.min(...arrays.map((array) => array?.length ?? 0));
  run.spendItems(length * given.length);
  return Array.from({ length }, (_, index) => given.map((array) => array[index]));
}
