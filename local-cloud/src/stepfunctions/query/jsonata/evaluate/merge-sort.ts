import type { Run } from './frame.ts';

/**
 * Sorts by merging, stable: JSONata compares in this order, which shows where a comparison fails or
 * contradicts another. `isAfter`: whether the left one has to stand behind the right one.
 */
export function mergeSort<Item>(
  run: Run,
  items: readonly Item[],
  isAfter: (left: Item, right: Item) => boolean,
): readonly Item[] {
  if (items.length <= 1) return items;
  const middle = Math.floor(items.length / 2);
  const left = mergeSort(run, items.slice(0, middle), isAfter);
  const right = mergeSort(run, items.slice(middle), isAfter);
  run.spend(items.length);
  const merged: Item[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    if (isAfter(left[l]!, right[r]!)) merged.push(right[r++]!);
    else merged.push(left[l++]!);
  }
  while (l < left.length) merged.push(left[l++]!);
  while (r < right.length) merged.push(right[r++]!);
  return merged;
}
