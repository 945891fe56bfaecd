import type { Node } from '../ast.ts';
import { compile } from './compile.ts';
import { type Code, Frame, UNBOUND } from './frame.ts';
import { boundIn, type Place } from './place.ts';
import type { Marked } from './sequence.ts';
import { isTrue } from './values.ts';

/** `[a, b]`: an item that is an array is taken apart, unless it is written as one. */
export function compileArray(node: Node, place: Place): Code {
  const { expressions = [], consarray } = node;
  const items = expressions.map((item) => compile(item, place.below));
  const isArray = expressions.map(({ value }) => value === '[');
  return (input, frame) => {
    const result: Marked = [];
    for (let index = 0; index < items.length; index++) {
      const value = items[index]!(input, frame);
      if (!Array.isArray(value) || isArray[index]) {
        if (value !== undefined) result.push(value);
        continue;
      }
      frame.run.spendItems(result.length + value.length);
      for (const item of value) result.push(item);
    }
    if (consarray) result.cons = true;
    return result;
  };
}

export function compileCondition(node: Node, place: Place): Code {
  const condition = compile(node.condition!, place.below);
  const consequent = compile(node.then!, place.below);
  const alternative = node.else && compile(node.else, place.below);
  return (input, frame) =>
    isTrue(frame.run, condition(input, frame))
      ? consequent(input, frame)
      : alternative?.(input, frame);
}

/** `(a; b)`: the last value; what is bound within is bound for it alone. */
export function compileBlock({ expressions = [] }: Node, place: Place): Code {
  const names = boundIn(expressions);
  if (names.length === 0) return inTurn(expressions, place);
  const codes = inTurn(expressions, place.binding(names));
  return (input, frame) => {
    const values = new Array(names.length).fill(UNBOUND);
    return codes(input, new Frame(frame, values, frame.run, frame.depth));
  };
}

function inTurn(nodes: readonly Node[], place: Place): Code {
  const codes = nodes.map((node) => compile(node, place.below));
  const [only] = codes;
  if (only === undefined) return () => undefined;
  if (codes.length === 1) return only;
  return (input, frame) => {
    let value: unknown;
    for (const code of codes) value = code(input, frame);
    return value;
  };
}
