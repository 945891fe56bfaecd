import type { Node } from '../ast.ts';
import { compile } from './compile.ts';
import { type Code, Frame, type Run } from './frame.ts';
import { type Place, weightOf } from './place.ts';
import { type Marked, sequence } from './sequence.ts';
import { isAllNumbers, isNumeric, isTrue } from './values.ts';

/**
 * `[predicate]`: the items for which it is true, or that it names by their index.
 * `place` is the predicate's. `tuple`: the items may be tuples, whose frame it then sees.
 * https://docs.jsonata.org/predicate
 */
export function compileFilter(predicate: Node, place: Place, tuple: boolean): Code {
  if (predicate.type === 'number') return atIndex(Math.floor(Number(predicate.value)));
  const test = compile(predicate, place);
  const weight = weightOf(predicate);
  return (input, frame) => {
    const items: Marked = Array.isArray(input) ? input : [input];
    frame.run.spend(items.length * weight);
    const found = like(items);
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      const context = items.tuples ? (item as Tuple)['@'] : item;
      const value = test(context, tuple ? tupleFrame(frame, items, item) : frame);
      const times = timesChosen(frame.run, value, index, items.length);
      for (let time = 0; time < times; time++) found.push(item);
    }
    return found;
  };
}

/** What a tuple step found, `@`, under the names that were bound on the way. */
export type Tuple = Record<string, unknown>;

/** What tuples inherit from: nothing, since any name may be bound. */
const NOTHING: object = Object.freeze(Object.create(null));
const NO_TUPLE: Tuple = Object.freeze(Object.create(NOTHING));

/** The frame in which what stands in a tuple's place is evaluated. */
export function tupleFrame(frame: Frame, items: Marked, item: unknown): Frame {
  const values = items.tuples ? copyOf(item as Tuple) : NO_TUPLE;
  return new Frame(frame, values, frame.run, frame.depth);
}

export function copyOf(tuple: object): Tuple {
  return Object.assign(Object.create(NOTHING), tuple);
}

/** A sequence to put items of another in. */
function like(items: Marked): Marked {
  const found = sequence([]);
  if (items.tuples) found.tuples = true;
  return found;
}

/** An index is cut down to a whole one; a negative one counts from the end. */
function atIndex(index: number): Code {
  return (input) => {
    const items: Marked = Array.isArray(input) ? input : [input];
    const item = items[index < 0 ? items.length + index : index];
    if (Array.isArray(item)) return item;
    const found = like(items);
    if (item !== undefined) found.push(item);
    return found;
  };
}

function timesChosen(run: Run, value: unknown, index: number, length: number): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isNumeric(value)) return isAt(value, index, length) ? 1 : 0;
  if (Array.isArray(value)) {
    run.spend(value.length);
    if (isAllNumbers(value)) return value.filter((each) => isAt(each, index, length)).length;
  }
  return isTrue(run, value) ? 1 : 0;
}

function isAt(chosen: number, index: number, length: number): boolean {
  const at = Math.floor(chosen);
  return (at < 0 ? at + length : at) === index;
}
