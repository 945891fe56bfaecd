import type { Node } from '../ast.ts';
import { compile } from './compile.ts';
import { compileFilter, copyOf, type Tuple } from './filter.ts';
import { type Code, Frame } from './frame.ts';
import { boundIn, type Place, weightOf } from './place.ts';
import { flat, type Marked, sequence } from './sequence.ts';
import { compileSort } from './sort.ts';

/** Makes a stream of tuples of what the step before it gave: items, or a stream already. */
type TupleStep = (items: Marked, frame: Frame) => Marked;

/**
 * A path that binds on its way (`@$x`, `#$i`, or for a parent `%`): from that step on, each item is
 * a tuple of what was found and of what was bound.
 * https://docs.jsonata.org/path-operators#-context-variable-binding
 */
export function compileTuples(
  node: Node,
  from: number,
  place: Place,
  start: (input: unknown) => Marked,
): Code {
  const { steps = [], tuple, group } = node;
  const first = steps[0]!.consarray ? Math.max(1, from) : from;
  const before = steps.slice(0, first).map((step, index) => stepBefore(step, index, place));
  const onward = steps
    .slice(first)
    .map((step, index) => compileTupleStep(step, place, index === 0));
  return (input, frame) => {
    let items = start(input);
    for (const step of before) {
      items = step(items, frame);
      if (items === undefined || items.length === 0) return items;
    }
    for (const step of onward) items = step(items, frame);
    return tuple || group ? items : sequence(items.map((each) => (each as Tuple)['@']));
  };
}

function stepBefore(step: Node, index: number, place: Place): TupleStep {
  if (step.type === 'sort') return compileSort(step, place.below) as TupleStep;
  const code = compile(step, place.below);
  if (index === 0 && step.consarray) return code as TupleStep;
  const stages = (step.stages ?? []).map(({ expr }) => compileFilter(expr!, place.below, false));
  const weight = weightOf(step);
  return (items, frame) => {
    frame.run.spend(weight * items.length);
    const found: unknown[] = [];
    for (const item of items) {
      let value = code(item, frame);
      for (const stage of stages) value = stage(value, frame);
      if (value !== undefined) found.push(value);
    }
    return sequence(flat(found));
  };
}

/** `opens`: it is given items, not tuples yet. */
function compileTupleStep(step: Node, place: Place, opens: boolean): TupleStep {
  const stages = (step.stages ?? []).map((stage) => compileStage(stage, place));
  const take =
    step.type === 'sort' ? sortStep(step, place, opens) : bindingStep(step, place, opens);
  if (stages.length === 0) return take;
  return (items, frame) =>
    stages.reduce((stream, stage) => stage(stream, frame), take(items, frame));
}

/** A predicate on the tuples, or `#$i` behind one. */
function compileStage(stage: Node, place: Place): TupleStep {
  if (stage.type !== 'index') {
    return compileFilter(stage.expr!, place.inTuple.below, true) as TupleStep;
  }
  const name = String(stage.value);
  return (stream) => {
    for (const [index, tuple] of stream.entries()) (tuple as Tuple)[name] = index;
    return stream;
  };
}

function sortStep(step: Node, place: Place, opens: boolean): TupleStep {
  const sort = compileSort(step, place.below, true);
  return (items, frame) => {
    const sorted = sort(items, frame) as Marked;
    if (!opens) return sorted;
    const bind = (item: unknown, index: number): Tuple => {
      const tuple = tupleOf(item);
      if (step.index !== undefined) tuple[step.index] = index;
      return tuple;
    };
    return streamOf(sorted.map(bind));
  };
}

function bindingStep(step: Node, place: Place, opens: boolean): TupleStep {
  const code = compile(step, place.inTuple.below);
  const weight = weightOf(step);
  const binds = boundIn([step]).length > 0;
  return (items, frame) => {
    frame.run.spend(weight * items.length);
    const stream: unknown[] = [];
    const tuples = opens ? items.map(tupleOf) : (items as unknown as Tuple[]);
    for (const tuple of tuples) {
      const inner = new Frame(frame, binds ? copyOf(tuple) : tuple, frame.run, frame.depth);
      const value = code(tuple['@'], inner);
      if (value === undefined) continue;
      const found: Marked = Array.isArray(value) ? value : [value];
      frame.run.spend(found.length);
      for (const [index, item] of found.entries()) {
        stream.push(
          found.tuples ? Object.assign(copyOf(tuple), item) : bound(step, tuple, item, index),
        );
      }
    }
    return streamOf(stream);
  };
}

function bound(step: Node, tuple: Tuple, item: unknown, index: number): Tuple {
  const next = copyOf(tuple);
  if (step.focus === undefined) next['@'] = item;
  else next[step.focus] = item;
  if (step.index !== undefined) next[step.index] = index;
  if (step.ancestor !== undefined) next[step.ancestor.label] = tuple['@'];
  return next;
}

function tupleOf(item: unknown): Tuple {
  return copyOf({ '@': item });
}

function streamOf(tuples: unknown[]): Marked {
  const stream = sequence(tuples);
  stream.tuples = true;
  return stream;
}
