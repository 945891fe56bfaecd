import { type Node, selectors } from '../ast.ts';
import { isStatesMember } from '../states.ts';
import { compile } from './compile.ts';
import { type Code, overflow } from './frame.ts';
import { compileGroup } from './group.ts';
import { isInherited, lookUp } from './names.ts';
import type { Place } from './place.ts';
import { flat, isSequence, type Marked, sequence, settled, settledItems } from './sequence.ts';
import { type Ending, isPlainName, OPEN, SETTLED, Trail } from './steps.ts';
import { compileTuples } from './tuples.ts';

/**
 * A path: each step is taken from every item that the step before it found.
 * https://docs.jsonata.org/path-operators
 */
export function compilePath(node: Node, place: Place): Code {
  const { group, keepArray, keepSingletonArray } = node;
  const steps = withStates(node.steps!, place);
  const [first] = steps;
  const isPlain = group === undefined && !keepArray && !keepSingletonArray;
  if (isPlain && steps.length === 1 && isPlainName(first!)) return compileName(first!, place);
  const tuplesFrom = steps.findIndex(({ tuple }) => tuple);
  if (tuplesFrom >= 0) return compileTuplePath(node, place, tuplesFrom);
  if (isPlain) return compileSteps(steps, place, SETTLED);
  return compileRest(node, place, compileSteps(steps, place, OPEN), false);
}

function compileTuplePath(node: Node, place: Place, from: number): Code {
  const found = compileTuples(node, from, place, startOf(node.steps![0]!));
  return compileRest(node, place.inTuple, found, true);
}

/** What stands behind a path: `[]`, a grouping. */
function compileRest(node: Node, place: Place, found: Code, tuple: boolean): Code {
  const { group, keepArray, keepSingletonArray } = node;
  const kept = keepSingletonArray ? keeping(found) : found;
  if (group !== undefined) {
    const grouped = compileGroup(group.lhs, place.below, tuple);
    return (input, frame) => grouped(kept(input, frame), frame);
  }
  return keepArray ? kept : (input, frame) => settled(kept(input, frame));
}

/** The items that a path starts from: those of the input, unless the path starts elsewhere. */
type Start = (input: unknown) => Marked;

function startOf({ type }: Node): Start {
  if (type === 'variable') return (input) => [input];
  return (input) => (Array.isArray(input) ? input : [input]);
}

/** The most frequent path: one name. */
function compileName(step: Node, place: Place): Code {
  const name = String(step.value);
  const inherited = isInherited(name);
  const { deepestCall } = place.below;
  const inAll = compileSteps([step], place, SETTLED);
  return (input, frame) => {
    if (frame.depth > deepestCall) overflow();
    if (Array.isArray(input)) return inAll(input, frame);
    const value = lookUp(frame.run, input, name, inherited);
    return isSequence(value) ? settledItems(flat([value])) : value;
  };
}

function compileSteps(steps: readonly Node[], place: Place, ending: Ending): Code {
  const [first] = steps;
  if (first!.consarray) return compileOpening(steps, place, ending);
  const trail = new Trail(steps, place, ending);
  if (first!.type === 'variable' || first!.type === 'states') {
    return (input, frame) => trail.fromOne(input, frame);
  }
  return (input, frame) =>
    Array.isArray(input) ? trail.fromAll(input, frame) : trail.fromOne(input, frame);
}

/** A path that starts with an array as it is written: `[a, b].c`. */
function compileOpening([first, ...rest]: readonly Node[], place: Place, ending: Ending): Code {
  const opening = compile(first!, place.below);
  const start = startOf(first!);
  if (rest.length === 0) return (input, frame) => ending.value(opening(start(input), frame));
  const trail = new Trail(rest, place, ending);
  return (input, frame) => {
    const value = opening(start(input), frame);
    if (value === undefined || (value as { length?: number } | null)?.length === 0) return value;
    return trail.fromAll(itemsOf(value), frame, 0, true);
  };
}

/** A predicate may have left a single item, in which nothing is found but the characters of a text. */
function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split('') : [];
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

/** `$states.input` as one step, so that the whole of `$states` need not be made. */
function withStates(steps: readonly Node[], place: Place): readonly Node[] {
  const [first, second, ...rest] = steps;
  const isStates =
    first!.type === 'variable' && first!.value === 'states' && !selectors(first!).length;
  if (!isStates || second === undefined || !isPlainName(second)) return steps;
  if (!isStatesMember(second.value) || place.addressesOf('states').length > 0) return steps;
  return [{ type: 'states', value: second.value }, ...rest];
}
