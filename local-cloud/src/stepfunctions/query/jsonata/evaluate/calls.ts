import type { Node } from '../ast.ts';
import {
  asArgument,
  Callable,
  Composed,
  call,
  Lambda,
  OPEN,
  Partial,
  TailCall,
} from './callable.ts';
import { compile } from './compile.ts';
import { JsonataFailure } from './failure.ts';
import { type Code, overflow } from './frame.ts';
import { boundIn, type Place, weightOf } from './place.ts';
import { Signature } from './signature.ts';
import { compileVariable } from './variables.ts';

/** What a call costs beside the nodes of the function. */
const CALL = 4;

/** `function($a, $b) { ... }`, or one with a signature. */
export function compileLambda(node: Node, place: Place): Code {
  const { arguments: given = [], body, signature } = node;
  const parameters = given.map(({ value }) => String(value));
  const names = [...parameters, ...boundIn([body])];
  const lambda = {
    code: compile(body!, place.calling(names)),
    parameters: parameters.length,
    slots: names.length,
    signature: signature && Signature.of(signature.definition),
    weight: CALL + weightOf(body!),
  };
  return (input, frame) => new Lambda(lambda, input, frame);
}

/** A call; `~>` puts the value before it first. */
export function compileCall(node: Node, place: Place, first?: Code): Code {
  const callee = compileCallee(node, place, 'T1005');
  const args = (node.arguments ?? []).map((each) => compile(each, place.below));
  const token = nameOf(node);
  const { depth } = place;
  return (input, frame) => {
    const given = first === undefined ? [] : [first(input, frame)];
    const called = callee(input, frame);
    for (const arg of args) given.push(asArgument(arg(input, frame)));
    frame.run.depth = frame.depth + depth;
    return call(called, given, input, frame.run, token);
  };
}

function nameOf({ procedure }: Node): unknown {
  return procedure!.type === 'path' ? procedure!.steps![0]!.value : procedure!.value;
}

/** The function; where a name stands that lacks its `$`, the failure says so. */
function compileCallee(node: Node, place: Place, code: 'T1005' | 'T1007'): Code {
  const callee = compile(node.procedure!, place.below);
  if (node.procedure!.type !== 'path') return callee;
  const token = nameOf(node);
  const meant = compileVariable(String(token), place);
  return (input, frame) => {
    const called = callee(input, frame);
    if (called === undefined && meant(input, frame)) throw new JsonataFailure(code, { token });
    return called;
  };
}

/** The call that a function ends with: its parts stand as deep as the function's own. */
export function compileTailCall(node: Node, place: Place): Code {
  const inner = place.at(1);
  const callee = compile(node.procedure!, inner);
  const args = (node.arguments ?? []).map((each) => compile(each, inner));
  const token = node.procedure!.type === 'variable' ? node.procedure!.value : undefined;
  const { deepestCall } = place;
  return (input, frame) => {
    if (frame.depth > deepestCall) overflow();
    const called = callee(input, frame);
    return new TailCall(
      called,
      args.map((arg) => arg(input, frame)),
      token,
    );
  };
}

/** `$f(?, 1)`. */
export function compilePartial(node: Node, place: Place): Code {
  const callee = compileCallee(node, place, 'T1007');
  const args = (node.arguments ?? []).map((each) =>
    each.type === 'operator' ? () => OPEN : compile(each, place.below),
  );
  return (input, frame) => {
    const given = args.map((arg) => arg(input, frame));
    const called = callee(input, frame);
    if (called instanceof Callable)
      return new Partial(called instanceof Lambda ? called.unchecked : called, given);
    throw new JsonataFailure('T1008', { token: nameOf(node) });
  };
}

/** `value ~> $f`, `value ~> $f(1)` and `$f ~> $g`. */
export function compileApply(node: Node, place: Place): Code {
  const left = compile(node.lhs as Node, place.below);
  if (node.rhs!.type === 'function') return compileCall(node.rhs!, place, left);
  const right = compile(node.rhs!, place.below);
  const { depth } = place;
  return (input, frame) => {
    const value = left(input, frame);
    const called = right(input, frame);
    if (!(called instanceof Callable)) throw new JsonataFailure('T2006', { token: '~>' });
    if (value instanceof Callable) return new Composed(value, called);
    frame.run.depth = frame.depth + depth;
    return call(called, [value], null, frame.run, undefined);
  };
}
