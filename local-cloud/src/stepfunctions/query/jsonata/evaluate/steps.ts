import type { Node } from '../ast.ts';
import { compile } from './compile.ts';
import { compileFilter } from './filter.ts';
import { type Code, type Frame, overflow } from './frame.ts';
import { isInherited, lookUp } from './names.ts';
import { type Place, weightOf } from './place.ts';
import { flat, isSequence, type Marked, sequence, settled, settledItems } from './sequence.ts';
import { compileSort } from './sort.ts';

/** A step of a path. */
interface Step {
  /** What it finds in one item; absent where it takes all items together. */
  readonly one?: Code;
  /** One value for each of the items in which something was found. */
  all(items: readonly unknown[], frame: Frame): unknown[];
}

/** What becomes of what the last step found. */
export interface Ending {
  /** Of items in an array of their own. */
  items(found: unknown[]): unknown;
  /** Of a value that is an array, marked or not. */
  value(found: unknown): unknown;
}

/** The value of the path. */
export const SETTLED: Ending = { items: settledItems, value: settled };
/** A sequence still, for what stands behind the path. */
export const OPEN: Ending = { items: sequence, value: (found) => found };

/** The steps of a path, one after the other. */
export class Trail {
  readonly #steps: readonly Step[];
  readonly #ending: Ending;

  constructor(steps: readonly Node[], place: Place, ending: Ending) {
    this.#steps = steps.map((step) => compileStep(step, place));
    this.#ending = ending;
  }

  /** From one item: as long as each step finds one thing, no array is made. */
  fromOne(start: unknown, frame: Frame): unknown {
    const last = this.#steps.length - 1;
    let value = start;
    for (let at = 0; at < last; at++) {
      const { one } = this.#steps[at]!;
      if (one === undefined) return this.fromAll([value], frame, at);
      value = one(value, frame);
      if (value === undefined) return this.#ending.items([]);
      if (Array.isArray(value) && !(value as Marked).cons)
        return this.fromAll(value, frame, at + 1);
    }
    const { one } = this.#steps[last]!;
    return one === undefined
      ? this.fromAll([value], frame, last)
      : this.#endOfOne(one(value, frame));
  }

  #endOfOne(found: unknown): unknown {
    if (isSequence(found)) return this.#ending.items(flat([found]));
    if (Array.isArray(found)) return this.#ending.value(found);
    return this.#ending.items(found === undefined ? [] : [found]);
  }

  /**
   * From many items, at the step of that index. `written`: the items are those of an array as it
   * is written, which stays one where there is nothing to sort.
   */
  fromAll(start: readonly unknown[], frame: Frame, from = 0, written = false): unknown {
    const last = this.#steps.length - 1;
    let items = start;
    for (let at = from; at < last; at++) {
      if (items.length === 0) break;
      const step = this.#steps[at]!;
      const found = step.all(items, frame);
      items = step.one === undefined ? found : flat(found);
    }
    if (items.length === 0) return this.#ending.items([]);
    const step = this.#steps[last]!;
    const found = step.all(items, frame);
    if (step.one === undefined)
      return this.#endOfWhole(found, found === items && !(written && items === start));
    return isOneArray(found) ? this.#ending.value(found[0]) : this.#ending.items(flat(found));
  }

  /** What was sorted is an array, not a sequence, unless there was nothing to sort. */
  #endOfWhole(found: unknown[], isUnsorted: boolean): unknown {
    return isUnsorted ? this.#ending.items([...found]) : this.#ending.value(found);
  }
}

/** One array found by the last step is the value itself, not a sequence. */
function isOneArray(found: readonly unknown[]): boolean {
  return found.length === 1 && Array.isArray(found[0]) && !isSequence(found[0]);
}

export function isPlainName(step: Node): boolean {
  const { type, stages, predicate, group, keepArray, tuple } = step;
  return type === 'name' && !stages && !predicate && !group && !keepArray && !tuple;
}

function compileStep(step: Node, place: Place): Step {
  const stages = (step.stages ?? []).map(({ expr }) => compileFilter(expr!, place.below, false));
  if (step.type === 'sort') return sorting(compileSort(step, place.below), stages);
  if (isPlainName(step)) return nameStep(String(step.value), place.below);
  const code = staged(compile(step, place.below), stages);
  const weight = weightOf(step);
  return {
    one(item, frame) {
      frame.run.spend(weight);
      return code(item, frame);
    },
    all(items, frame) {
      frame.run.spend(weight * items.length);
      const found: unknown[] = [];
      for (let index = 0; index < items.length; index++) {
        const value = code(items[index], frame);
        if (value !== undefined) found.push(value);
      }
      return found;
    },
  };
}

function staged(code: Code, stages: readonly Code[]): Code {
  return stages.reduce(
    (before, stage) => (input, frame) => stage(before(input, frame), frame),
    code,
  );
}

function nameStep(name: string, { deepestCall }: Place): Step {
  const inherited = isInherited(name);
  return {
    one(item, frame) {
      if (frame.depth > deepestCall) overflow();
      return settled(lookUp(frame.run, item, name, inherited));
    },
    all(items, frame) {
      if (frame.depth > deepestCall) overflow();
      frame.run.spend(items.length);
      const found: unknown[] = [];
      for (let index = 0; index < items.length; index++) {
        const value = settled(lookUp(frame.run, items[index], name, inherited));
        if (value !== undefined) found.push(value);
      }
      return found;
    },
  };
}

function sorting(sort: Code, stages: readonly Code[]): Step {
  const code = staged(sort, stages);
  return { all: (items, frame) => code(items, frame) as unknown[] };
}
