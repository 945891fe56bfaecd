import { setMember } from '../../../../../core/json.ts';
import { type Callable, callBack } from '../callable.ts';
import { JsonataFailure } from '../failure.ts';
import type { Run } from '../frame.ts';
import { Native } from '../native.ts';
import { sequence } from '../sequence.ts';
import { isTrue } from '../values.ts';

type Items = readonly unknown[] | undefined;
type Members = Readonly<Record<string, unknown>> | undefined;

/** https://docs.jsonata.org/higher-order-functions */
export const HIGHER_ORDER: Readonly<Record<string, Native>> = {
  map: new Native('<af>', 2, map),
  filter: new Native('<af>', 2, filter),
  single: new Native('<af?>', 2, single),
  reduce: new Native('<afj?:j>', 3, reduce),
  sift: new Native('<o-f?:o>', 2, sift),
  each: new Native('<o-f:a>', 2, each),
};

/** Calls a function with as many of a value, its place and the whole as it takes, at least one. */
function ask(run: Run, callee: Callable, value: unknown, at: unknown, whole: unknown): unknown {
  run.spend(1);
  const { arity } = callee;
  if (arity < 2) return callBack(callee, [value], run);
  return callBack(callee, arity < 3 ? [value, at] : [value, at, whole], run);
}

function map(run: Run, items: Items, callee: Callable): unknown {
  if (items === undefined) return undefined;
  const result: unknown[] = [];
  for (let index = 0; index < items.length; index++) {
    const value = ask(run, callee, items[index], index, items);
    if (value !== undefined) result.push(value);
  }
  return sequence(result);
}

function filter(run: Run, items: Items, callee: Callable): unknown {
  return (
    items &&
    sequence(items.filter((item, index) => isTrue(run, ask(run, callee, item, index, items))))
  );
}

/** The one item for which it is true. */
function single(run: Run, items: Items, callee?: Callable): unknown {
  if (items === undefined) return undefined;
  const found: unknown[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (callee !== undefined && !isTrue(run, ask(run, callee, item, index, items))) continue;
    if (found.push(item) > 1) throw new JsonataFailure('D3138');
  }
  if (found.length === 0) throw new JsonataFailure('D3139');
  return found[0];
}

function reduce(run: Run, items: Items, callee: Callable, initial: unknown): unknown {
  if (items === undefined) return undefined;
  if (callee.arity < 2) throw new JsonataFailure('D3050');
  const startsWithFirst = initial === undefined && items.length > 0;
  let result = startsWithFirst ? items[0] : initial;
  for (let index = startsWithFirst ? 1 : 0; index < items.length; index++) {
    run.spend(1);
    const args = [result, items[index], index, items].slice(0, Math.max(2, callee.arity));
    result = callBack(callee, args, run);
  }
  return result;
}

/** The members for which it is true; of none, nothing. */
function sift(run: Run, object: Members, callee: Callable): unknown {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object ?? {})) {
    if (isTrue(run, ask(run, callee, value, name, object))) setMember(result, name, value);
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

function each(run: Run, object: Members, callee: Callable): unknown {
  const result: unknown[] = [];
  for (const [name, value] of Object.entries(object ?? {})) {
    const found = ask(run, callee, value, name, object);
    if (found !== undefined) result.push(found);
  }
  return sequence(result);
}
