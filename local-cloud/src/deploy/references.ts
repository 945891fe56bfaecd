import type { Json } from '../core/json.ts';
import { attributeOf, isFunction, partsOf, SUB_VARIABLE, subOf } from './intrinsics.ts';

/** The logical ids a value refers to, directly or inside `Fn::Sub` text. */
export function references(value: Json, found: Set<string> = new Set()): Set<string> {
  for (const [name, argument] of calls(value)) {
    if (name === 'Ref' && typeof argument === 'string') found.add(argument);
    const [named] = [argument].flat();
    if (name === 'Fn::GetAtt' && typeof named === 'string') found.add(attributeOf(named)[0]);
    if (name === 'Fn::Sub') addSubReferences(argument, found);
  }
  return found;
}

/** The conditions that a value asks for. */
export function askedConditions(value: Json): Set<string> {
  const asked = new Set<string>();
  for (const [name, argument] of calls(value)) {
    const [condition] = name === 'Fn::If' && Array.isArray(argument) ? argument : [];
    if (typeof condition === 'string') asked.add(condition);
  }
  return asked;
}

/** Every function that is called anywhere in a value, with its argument. */
function calls(value: Json, found: [name: string, argument: Json][] = []) {
  if (typeof value !== 'object' || value === null) return found;
  const members = Object.entries(value);
  const [first] = members;
  if (!Array.isArray(value) && members.length === 1 && isFunction(first![0])) found.push(first!);
  for (const [, member] of members) if (typeof member === 'object') calls(member, found);
  return found;
}

function addSubReferences(sub: Json, found: Set<string>): void {
  const [text, own] = subOf(sub);
  for (const [, name] of partsOf(text)[0].matchAll(SUB_VARIABLE)) {
    if (name !== undefined && !name.startsWith('!') && !Object.hasOwn(own, name)) {
      found.add(name.split('.')[0]!);
    }
  }
}
