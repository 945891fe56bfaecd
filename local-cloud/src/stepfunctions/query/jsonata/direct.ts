import type { Json, JsonObject } from '../../../core/json.ts';
import { type Node, pairs } from './ast.ts';
import { DIRECT_FUNCTIONS } from './direct-functions.ts';
import { DIRECT_OPERATORS } from './direct-operators.ts';
import { type Direct, type DirectValue, truthOf, UNSURE } from './direct-value.ts';
import { follow } from './follow.ts';
import { isStatesMember, statesOf } from './states.ts';

/**
 * Compiles what is plain in an expression - paths through objects, literals, comparisons,
 * arithmetic, concatenation, conditions, constructors - to closures that need no promise.
 * Undefined: the expression has more to it. A closure gives UNSURE where the data turns out to
 * bring JSONata's rules for arrays or mixed types into play; jsonata evaluates those.
 */
export function compileDirect(node: Node): Direct | undefined {
  if (!isPlain(node)) return undefined;
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return literal(node.value as Json);
    case 'variable':
      return variable(node.value as string);
    case 'path':
      return path(node.steps ?? []);
    case 'block':
      return node.expressions?.length === 1 ? compileDirect(node.expressions[0]!) : undefined;
    case 'condition':
      return condition(node);
    case 'binary':
      return binary(node);
    case 'unary':
      return unary(node);
    case 'function':
      return call(node);
    default:
      return undefined;
  }
}

/** What a plain node of any type may carry; predicates, groupings, sorting and the like are not plain. */
const PLAIN: ReadonlySet<string> = new Set([
  'type',
  'value',
  'position',
  'steps',
  'expressions',
  'expression',
  'arguments',
  'procedure',
  'condition',
  'then',
  'else',
  'lhs',
  'rhs',
]);

function isPlain(node: Node): boolean {
  return Object.entries(node).every(([key, value]) => value === undefined || PLAIN.has(key));
}

function compileAll(nodes: readonly Node[]): readonly Direct[] | undefined {
  const compiled = nodes.map(compileDirect);
  return compiled.every((direct) => direct !== undefined) ? compiled : undefined;
}

function literal(value: Json): Direct {
  return () => value;
}

function variable(name: string): Direct | undefined {
  if (name === '' || name === '$') return undefined;
  if (name === 'states') return statesOf;
  return ({ variables }) => (Object.hasOwn(variables, name) ? variables[name] : UNSURE);
}

function path([first, ...rest]: readonly Node[]): Direct | undefined {
  if (first?.type !== 'variable' || !isPlain(first)) return undefined;
  if (!rest.every((step) => step.type === 'name' && isPlain(step))) return undefined;
  const names = rest.map(({ value }) => value as string);
  if (first.value !== 'states') {
    const start = variable(first.value as string);
    return start && ((scope) => follow(start(scope), names));
  }
  const [start, ...below] = names;
  return isStatesMember(start) ? (scope) => follow(scope[start], below) : undefined;
}

function condition(node: Node): Direct | undefined {
  const parts = compileAll([node.condition!, node.then!, ...(node.else ? [node.else] : [])]);
  if (parts === undefined) return undefined;
  const [test, then, otherwise] = parts as readonly [Direct, Direct, Direct?];
  return (scope) => {
    const truth = truthOf(test(scope));
    if (truth === UNSURE) return UNSURE;
    return truth ? then(scope) : otherwise?.(scope);
  };
}

function binary(node: Node): Direct | undefined {
  const sides = compileAll([node.lhs as Node, node.rhs!]);
  if (sides === undefined) return undefined;
  const [left, right] = sides as readonly [Direct, Direct];
  if (node.value === 'and' || node.value === 'or') return logical(node.value === 'or', left, right);
  const operator = DIRECT_OPERATORS.get(node.value);
  return operator && ((scope) => operator(left(scope), right(scope)));
}

function logical(decided: boolean, left: Direct, right: Direct): Direct {
  return (scope) => {
    const truth = truthOf(left(scope));
    return truth === UNSURE || truth === decided ? truth : truthOf(right(scope));
  };
}

function unary(node: Node): Direct | undefined {
  if (node.value === '[') return arrayOf(node.expressions ?? []);
  if (node.value === '{') return objectOf(node);
  const operand = node.expression && compileDirect(node.expression);
  return operand && ((scope) => negation(operand(scope)));
}

function negation(value: DirectValue): DirectValue {
  return typeof value === 'number' ? 0 - value : UNSURE;
}

/** An item that is an array is taken apart, unless it is written as one. */
function arrayOf(nodes: readonly Node[]): Direct | undefined {
  const items = compileAll(nodes);
  if (items === undefined) return undefined;
  const nested = nodes.map(({ value }) => value === '[');
  return (scope) => {
    const result: Json[] = [];
    for (let index = 0; index < items.length; index++) {
      const value = items[index]!(scope);
      if (value === UNSURE) return UNSURE;
      if (value === undefined) continue;
      if (Array.isArray(value) && !nested[index]) result.push(...value);
      else result.push(value);
    }
    return result;
  };
}

/** Names must be literals, each once. A member without a value is left out. */
function objectOf(node: Node): Direct | undefined {
  const names = pairs(node).map(([name]) =>
    name.type === 'string' ? (name.value as string) : undefined,
  );
  const values = compileAll(pairs(node).map(([, value]) => value));
  if (values === undefined || new Set(names).size < names.length) return undefined;
  if (names.some((name) => name === undefined || name === '__proto__')) return undefined;
  return (scope) => {
    const result: JsonObject = {};
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!(scope);
      if (value === UNSURE) return UNSURE;
      if (value !== undefined) result[names[index]!] = value;
    }
    return result;
  };
}

/** A call of a function by its name, unless a variable of that name hides it. */
function call(node: Node): Direct | undefined {
  const { procedure, arguments: given = [] } = node;
  if (procedure?.type !== 'variable' || !isPlain(procedure)) return undefined;
  const name = procedure.value as string;
  const run = DIRECT_FUNCTIONS.get(name);
  const args = compileAll(given);
  if (run?.length !== given.length + 1 || args === undefined) return undefined;
  const [argument] = args;
  return (scope) =>
    Object.hasOwn(scope.variables, name) ? UNSURE : run(scope, argument?.(scope) as DirectValue);
}
