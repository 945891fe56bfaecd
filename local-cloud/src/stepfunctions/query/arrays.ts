import type { Json } from '../../core/json.ts';

/** Chunks of `size` elements, the last one perhaps shorter. */
export function chunks(array: readonly Json[], size: number): Json[][] {
  return Array.from({ length: Math.ceil(array.length / size) }, (_, index) =>
    array.slice(index * size, (index + 1) * size),
  );
}

/** Numbers from `first` to `last` by `step`, both ends included; `step` is not zero. */
export function range(first: number, last: number, step: number): number[] {
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  return Array.from({ length }, (_, index) => first + index * step);
}
