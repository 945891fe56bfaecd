import { type Node, pairs } from '../ast.ts';
import type { StatesMember } from '../states.ts';
import {
  compileApply,
  compileCall,
  compileLambda,
  compilePartial,
  compileTailCall,
} from './calls.ts';
import { compileArray, compileBlock, compileCondition } from './constructors.ts';
import { compileFilter } from './filter.ts';
import { type Code, overflow } from './frame.ts';
import { compileGroup } from './group.ts';
import { descendantsOf, membersOf, nameOf } from './names.ts';
import { compileBinary, compileNegation } from './operators.ts';
import { compilePath } from './path.ts';
import type { Place } from './place.ts';
import { regexOf } from './regex.ts';
import { isSequence, settled } from './sequence.ts';
import { compileTransform } from './transform.ts';
import { compileBind, compileStates, compileVariable } from './variables.ts';

/** Compiles a node with all that stands behind it to its value. */
export function compile(node: Node, place: Place): Code {
  const { predicate = [], group, keepArray, tuple = false } = node;
  let code = compileKind(node, place);
  const within = tuple ? place.inTuple : place;
  for (const { expr } of predicate) code = piped(code, compileFilter(expr!, within.below, tuple));
  if (group !== undefined && node.type !== 'path') {
    code = piped(code, compileGroup(group.lhs, within.below, tuple));
  }
  if (keepArray) return keeping(code);
  return predicate.length > 0 || isOpenEnded(node) ? settling(code) : code;
}

/** Whether a node may come to a sequence that is not settled. */
function isOpenEnded({ type, value }: Node): boolean {
  return type === 'binary' ? value === '..' : OPEN_ENDED.has(type);
}

const OPEN_ENDED: ReadonlySet<string> = new Set([
  'wildcard',
  'descendant',
  'name',
  'function',
  'apply',
]);

function compileKind(node: Node, place: Place): Code {
  switch (node.type) {
    case 'path':
      return compilePath(node, place);
    case 'binary':
      return compileBinary(node, place);
    case 'unary':
      return compileUnary(node, place);
    case 'condition':
      return compileCondition(node, place);
    case 'block':
      return compileBlock(node, place);
    case 'bind':
      return compileBind(node, place);
    case 'function':
      return compileCall(node, place);
    case 'partial':
      return compilePartial(node, place);
    case 'apply':
      return compileApply(node, place);
    default:
      return guarded(compileLeaf(node, place), place);
  }
}

/** What is evaluated without evaluating anything else: only here need the depth be looked at. */
function compileLeaf(node: Node, place: Place): Code {
  const { value } = node;
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return () => value;
    case 'name':
      return nameOf(String(value));
    case 'wildcard':
      return membersOf;
    case 'descendant':
      return descendantsOf;
    case 'variable':
      return compileVariable(String(value), place);
    case 'states':
      return compileStates(value as StatesMember);
    case 'parent':
      return compileVariable(node.slot!.label, place);
    case 'regex':
      return regexOf(value as RegExp);
    case 'lambda':
      return node.thunk ? compileTailCall(node.body!, place) : compileLambda(node, place);
    case 'transform':
      return compileTransform(node, place);
    default:
      throw new TypeError(`JSONata has no nodes of the type ${node.type}`);
  }
}

function compileUnary(node: Node, place: Place): Code {
  if (node.value === '[') return compileArray(node, place);
  if (node.value === '{') return compileGroup(pairs(node), place.below, false);
  return compileNegation(node, place);
}

function guarded(code: Code, { deepestCall, isCalled }: Place): Code {
  if (!isCalled && deepestCall >= 0) return code;
  return (input, frame) => (frame.depth > deepestCall ? overflow() : code(input, frame));
}

function piped(code: Code, next: Code): Code {
  return (input, frame) => next(code(input, frame), frame);
}

function settling(code: Code): Code {
  return (input, frame) => settled(code(input, frame));
}

function keeping(code: Code): Code {
  return (input, frame) => {
    const value = code(input, frame);
    if (isSequence(value)) value.keepSingleton = true;
    return settled(value);
  };
}
