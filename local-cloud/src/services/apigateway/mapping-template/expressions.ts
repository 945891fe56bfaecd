import { memberOf, setMember } from '../../../core/json.ts';
import type { Budget } from './budget.ts';
import { callMethod } from './methods.ts';
import type { Expression, Node, Reference, Step } from './nodes.ts';
import { apply, negative } from './operators.ts';
import {
  integerOf,
  isMap,
  isTrue,
  itemsOf,
  JavaList,
  Tool,
  type Value,
  type ValueMap,
} from './values.ts';
import { nameOf } from './write-value.ts';

/**
 * Evaluates expressions. Recorded of API Gateway, in localstack's test_input_path_template_formatting: a
 * reference that leads nowhere is an empty text, wherever it stands. It writes nothing, and equals `''`
 * and every other that leads nowhere; Velocity writes it as it stands in the template. So AWS's own
 * templates ask `#if($input.path('$.x') == '')`, and `#if($nothing)` is true, as `#if('')` is.
 * Each method throws MappingError.
 */
export class Expressions {
  readonly #budget: Budget;
  readonly #variables: Map<string, Value>;
  /** What a text in double quotes becomes. */
  readonly #text: (nodes: readonly Node[]) => string;

  constructor(
    budget: Budget,
    variables: Map<string, Value>,
    text: (nodes: readonly Node[]) => string,
  ) {
    this.#budget = budget;
    this.#variables = variables;
    this.#text = text;
  }

  evaluate(expression: Expression): Value {
    this.#budget.step();
    switch (expression.kind) {
      case 'reference':
        return this.resolve(expression);
      case 'literal':
        return expression.value;
      case 'interpolation':
        return this.#text(expression.nodes);
      case 'list':
        return new JavaList(expression.items.map((item) => this.evaluate(item)));
      case 'range':
        return this.#range(this.evaluate(expression.from), this.evaluate(expression.to));
      case 'map':
        return this.#map(expression.members);
      case 'not':
        return !isTrue(this.evaluate(expression.operand));
      case 'minus':
        return negative(this.evaluate(expression.operand), this.#budget);
      case 'binary': {
        const { operator, left, right } = expression;
        if (operator === '&&') return this.isTrue(left) && this.isTrue(right);
        if (operator === '||') return this.isTrue(left) || this.isTrue(right);
        return apply(operator, this.evaluate(left), this.evaluate(right), this.#budget);
      }
    }
  }

  isTrue(expression: Expression): boolean {
    return isTrue(this.evaluate(expression));
  }

  /** Up or down, both ends included. */
  #range(from: Value, to: Value): Value {
    const [first, last] = [integerOf(from), integerOf(to)];
    if (first === undefined || last === undefined) return null;
    const length = Math.abs(last - first) + 1;
    this.#budget.step(length);
    const sign = last < first ? -1 : 1;
    return new JavaList(Array.from({ length }, (_, at) => first + sign * at));
  }

  #map(members: readonly (readonly [Expression, Expression])[]): ValueMap {
    const map: ValueMap = {};
    for (const [name, value] of members) {
      setMember(map, nameOf(this.evaluate(name), this.#budget), this.evaluate(value));
    }
    return map;
  }

  resolve({ name, path }: Reference): Value {
    let value: Value | undefined = this.#variables.get(name);
    for (const step of path) {
      if (value === undefined || value === null) break;
      value = this.#step(value, step);
    }
    return value ?? '';
  }

  #step(value: Value, step: Step): Value | undefined {
    this.#budget.step();
    if (step.kind === 'property') return this.#property(value, step.name);
    if (step.kind === 'index') return this.#index(value, this.evaluate(step.index));
    const args = step.args.map((arg) => this.evaluate(arg));
    return callMethod(value, step.name, args, this.#budget);
  }

  /** `$x.empty` is `$x.isEmpty()`, but of a map that has one the member of that name. */
  #property(value: Value, name: string): Value | undefined {
    if (value instanceof Tool) return Tool.functions(value).property(name);
    if (isMap(value) && Object.hasOwn(value, name)) return value[name];
    const getter = GETTERS.get(name);
    return getter === undefined ? undefined : callMethod(value, getter, [], this.#budget);
  }

  /** A negative index counts from the end of a list. */
  #index(value: Value, index: Value): Value | undefined {
    if (isMap(value)) return memberOf(value, nameOf(index, this.#budget));
    const at = integerOf(index);
    return at === undefined ? undefined : itemsOf(value)?.at(at);
  }

  /** Sets a variable, a member of a map, or an item of a list; of nothing else there is one to set. */
  set({ name, path }: Reference, value: Value): void {
    const last = path.at(-1);
    if (last === undefined) this.#variables.set(name, value);
    else if (last.kind !== 'method') {
      const target = this.resolve({ kind: 'reference', name, path: path.slice(0, -1) });
      const key = last.kind === 'property' ? last.name : this.evaluate(last.index);
      if (isMap(target)) setMember(target, nameOf(key, this.#budget), value);
      else setItem(itemsOf(target) ?? [], integerOf(key) ?? -1, value);
    }
  }
}

/** What Velocity calls for a property, of the methods that are served. */
const GETTERS: ReadonlyMap<string, string> = new Map([
  ['empty', 'isEmpty'],
  ['key', 'getKey'],
  ['value', 'getValue'],
]);

function setItem(items: Value[], at: number, value: Value): void {
  if (at >= 0 && at < items.length) items[at] = value;
}
