import type { Node } from '../ast.ts';
import { compile } from './compile.ts';
import { compileFilter } from './filter.ts';
import { type Code, type Frame, overflow } from './frame.ts';
import { compileGroup } from './group.ts';
import { lookUp } from './names.ts';
import { type Place, weightOf } from './place.ts';
import { flat, isSequence, type Marked, sequence, settled, settledItems } from './sequence.ts';
import { compileSort } from './sort.ts';
import { compileTuples } from './tuples.ts';

interface Step {
  /** One value for each of the items in which something was found. */
  take(items: readonly unknown[], frame: Frame): unknown[];
  /** Whether these are the items for the next step as they are: arrays in them are not taken apart. */
  readonly isWhole: boolean;
}

/**
 * A path: each step is taken from every item that the step before it found.
 * https://docs.jsonata.org/path-operators
 */
export function compilePath(node: Node, place: Place): Code {
  const { steps = [], group, keepArray, keepSingletonArray } = node;
  const [first] = steps;
  const isPlain = group === undefined && !keepArray && !keepSingletonArray;
  if (isPlain && steps.length === 1 && isPlainName(first!)) return compileName(first!, place);
  const tuplesFrom = steps.findIndex(({ tuple }) => tuple);
  if (tuplesFrom < 0 && isPlain) return compileSteps(steps, place, settledItems);
  const found =
    tuplesFrom < 0
      ? compileSteps(steps, place, sequence)
      : compileTuples(node, tuplesFrom, place, startOf(node));
  const kept = keepSingletonArray ? keeping(found) : found;
  if (group === undefined) return keepArray ? kept : (input, frame) => settled(kept(input, frame));
  const grouped = compileGroup(
    group.lhs,
    (tuplesFrom < 0 ? place : place.inTuple).below,
    tuplesFrom >= 0,
  );
  return (input, frame) => grouped(kept(input, frame), frame);
}

/** The items that a path starts from: those of the input, unless the path starts elsewhere. */
export type Start = (input: unknown) => Marked;

export function startOf({ steps = [] }: Node): Start {
  if (steps[0]?.type === 'variable') return (input) => [input];
  return (input) => (Array.isArray(input) ? input : [input]);
}

function isPlainName(step: Node): boolean {
  const { type, stages, predicate, group, keepArray, tuple } = step;
  return type === 'name' && !stages && !predicate && !group && !keepArray && !tuple;
}

/** The most frequent path: one name. */
function compileName(step: Node, place: Place): Code {
  const name = String(step.value);
  const { deepestCall } = place.below;
  const inAll = compileSteps([step], place, settledItems);
  return (input, frame) => {
    if (frame.depth > deepestCall) overflow();
    if (Array.isArray(input)) return inAll(input, frame);
    const value = lookUp(frame.run, input, name);
    return isSequence(value) ? settledItems(flat([value])) : value;
  };
}

/** `done` makes the value of the items that the last step found. */
function compileSteps(
  steps: readonly Node[],
  place: Place,
  done: (items: unknown[]) => unknown,
): Code {
  if (steps[0]!.consarray) return compileOpening(steps, place, done);
  const start = startOf({ type: 'path', steps });
  const follow = following(steps, place, done);
  return (input, frame) => follow(start(input), frame);
}

type Follow = (items: unknown[], frame: Frame) => unknown;

function following(
  steps: readonly Node[],
  place: Place,
  done: (items: unknown[]) => unknown,
): Follow {
  const compiled = steps.map((step) => compileStep(step, place));
  const last = compiled.pop()!;
  return (start, frame) => {
    let items = start;
    for (const step of compiled) {
      const found = step.take(items, frame);
      items = step.isWhole ? found : flat(found);
      if (items.length === 0) return done([]);
    }
    const found = last.take(items, frame);
    if (last.isWhole) return found === start || found !== items ? found : done(found);
    return isOneArray(found) ? found[0] : done(flat(found));
  };
}

/** A path that starts with an array as it is written: `[a, b].c`. */
function compileOpening(
  [first, ...rest]: readonly Node[],
  place: Place,
  done: (items: unknown[]) => unknown,
): Code {
  const opening = compile(first!, place.below);
  const start = startOf({ type: 'path', steps: [first!] });
  if (rest.length === 0) return (input, frame) => opening(start(input), frame);
  const follow = following(rest, place, done);
  return (input, frame) => {
    const value = opening(start(input), frame);
    if (value === undefined || (value as { length?: number } | null)?.length === 0) return value;
    return follow(itemsOf(value), frame);
  };
}

/** A predicate may have left a single item, in which nothing is found but the characters of a text. */
function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split('') : [];
}

/** One array found by the last step is the value itself, not a sequence. */
function isOneArray(found: readonly unknown[]): boolean {
  return found.length === 1 && Array.isArray(found[0]) && !isSequence(found[0]);
}

function compileStep(step: Node, place: Place): Step {
  const stages = (step.stages ?? []).map(({ expr }) => compileFilter(expr!, place.below, false));
  if (step.type === 'sort') return sorting(compileSort(step, place.below), stages);
  if (isPlainName(step)) return nameStep(String(step.value), place);
  const code = compile(step, place.below);
  const weight = weightOf(step);
  const take = (items: readonly unknown[], frame: Frame): unknown[] => {
    frame.run.spend(weight * items.length);
    const found: unknown[] = [];
    for (let index = 0; index < items.length; index++) {
      let value = code(items[index], frame);
      for (const stage of stages) value = stage(value, frame);
      if (value !== undefined) found.push(value);
    }
    return found;
  };
  return { take, isWhole: false };
}

function nameStep(name: string, place: Place): Step {
  const { deepestCall } = place.below;
  const take = (items: readonly unknown[], frame: Frame): unknown[] => {
    if (frame.depth > deepestCall) overflow();
    frame.run.spend(items.length);
    const found: unknown[] = [];
    for (let index = 0; index < items.length; index++) {
      const value = settled(lookUp(frame.run, items[index], name));
      if (value !== undefined) found.push(value);
    }
    return found;
  };
  return { take, isWhole: false };
}

function sorting(sort: Code, stages: readonly Code[]): Step {
  const take = (items: readonly unknown[], frame: Frame): unknown[] => {
    let value = sort(items, frame);
    for (const stage of stages) value = stage(value, frame);
    return value as unknown[];
  };
  return { take, isWhole: true };
}

function keeping(code: Code): Code {
  return (input, frame) => {
    const value = code(input, frame);
    if (!Array.isArray(value)) return value;
    const marked: Marked = value;
    const items = marked.cons && !marked.sequence ? sequence([marked]) : marked;
    if (items.sequence) items.keepSingleton = true;
    return items;
  };
}
