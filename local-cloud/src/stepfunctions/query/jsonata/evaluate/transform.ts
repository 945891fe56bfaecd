import { setMember } from '../../../../core/json.ts';
import type { Node } from '../ast.ts';
import { Callable, callBack } from './callable.ts';
import { compile } from './compile.ts';
import { JsonataFailure } from './failure.ts';
import type { Code, Frame } from './frame.ts';
import { Native } from './native.ts';
import { type Place, weightOf } from './place.ts';
import { isAllStrings, isRecord } from './values.ts';
import { compileVariable } from './variables.ts';

/** What a transform does to each object that its pattern finds. */
type Change = (object: unknown, frame: Frame) => void;

/**
 * `|pattern|update, deletions|`: a function that gives a changed copy.
 * https://docs.jsonata.org/other-operators#--transform
 */
export function compileTransform(node: Node, place: Place): Code {
  const clone = compileVariable('clone', place);
  const pattern = compile(node.pattern!, place.below);
  const changes = [updating(node.update!, place)];
  if (node.delete !== undefined) changes.push(deleting(node.delete, place));
  const weight = weightOf(node);
  return (input, frame) =>
    new Native('<(oa):o>', 1, (run, value: unknown) => {
      if (value === undefined) return undefined;
      const copy = callBack(cloner(clone(input, frame)), [value], run);
      for (const object of found(pattern(copy, frame))) {
        run.spend(weight);
        for (const change of changes) change(object, frame);
      }
      return copy;
    });
}

function cloner(clone: unknown): Callable {
  if (clone instanceof Callable) return clone;
  throw new JsonataFailure('T2013');
}

function found(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function updating(node: Node, place: Place): Change {
  const update = compile(node, place.below);
  return (object, frame) => {
    const members = update(object, frame);
    if (members === undefined) return;
    if (!isRecord(members)) throw new JsonataFailure('T2011', { value: members });
    if (!hasMembers(object)) return;
    for (const [name, value] of Object.entries(members)) {
      setMember(object as Record<string, unknown>, name, value);
    }
  };
}

function hasMembers(value: unknown): value is object {
  return Array.isArray(value) || isRecord(value);
}

function deleting(node: Node, place: Place): Change {
  const deletions = compile(node, place.below);
  return (object, frame) => {
    const value = deletions(object, frame);
    if (value === undefined) return;
    const names = found(value);
    if (!isAllStrings(names)) throw new JsonataFailure('T2012', { value });
    if (!hasMembers(object)) return;
    for (const name of names) delete (object as Record<string, unknown>)[name];
  };
}
