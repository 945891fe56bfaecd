import { type Budget, LONGEST_TEXT, MappingError } from './budget.ts';
import { Expressions } from './expressions.ts';
import type { Expression, ForEach, Macro, Node } from './nodes.ts';
import { Block, isMap, itemsOf, membersOf, type Value, type ValueMap } from './values.ts';
import { textOf } from './write-value.ts';

/** How rendering goes on: `#break` leaves a loop, `#stop` the template. */
type Flow = 'on' | 'break' | 'stop';

/** Renders the nodes of a template, as Velocity 1.7 does. Each method throws MappingError. */
export class Evaluation {
  readonly #budget: Budget;
  readonly #macros: ReadonlyMap<string, Macro>;
  readonly #variables: Map<string, Value>;
  readonly #expressions: Expressions;

  constructor(
    budget: Budget,
    macros: ReadonlyMap<string, Macro>,
    variables: ReadonlyMap<string, Value>,
  ) {
    this.#budget = budget;
    this.#macros = macros;
    this.#variables = new Map(variables);
    this.#expressions = new Expressions(budget, this.#variables, (nodes) => this.text(nodes));
  }

  text(nodes: readonly Node[]): string {
    const output = new Output(this.#budget);
    this.#render(nodes, output);
    return output.text;
  }

  #render(nodes: readonly Node[], output: Output): Flow {
    for (const node of nodes) {
      const flow = this.#renderNode(node, output);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  #renderNode(node: Node, output: Output): Flow {
    this.#budget.step();
    switch (node.kind) {
      case 'text':
        output.write(node.text);
        return 'on';
      case 'reference':
        output.write(textOf(this.#expressions.resolve(node), this.#budget));
        return 'on';
      case 'set':
        this.#expressions.set(node.target, this.#expressions.evaluate(node.value));
        return 'on';
      case 'if': {
        const branch = node.branches.find(
          ({ condition }) => condition === undefined || this.#expressions.isTrue(condition),
        );
        return this.#render(branch?.body ?? [], output);
      }
      case 'foreach':
        return this.#renderForEach(node, output);
      case 'define': {
        const { name, body } = node;
        const block = new Block(() => this.#budget.nest(() => this.text(body)));
        this.#variables.set(name, block);
        return 'on';
      }
      case 'call':
        return this.#call(node.name, node.args, output);
      default:
        return node.kind;
    }
  }

  /** Over a list, or a map's values. What the loop's names stood for before, they do after it. */
  #renderForEach({ name, list, body }: ForEach, output: Output): Flow {
    const value = this.#expressions.evaluate(list);
    const items = isMap(value)
      ? membersOf(value, this.#budget).map(([, member]) => member)
      : [...(itemsOf(value) ?? [])];
    this.#budget.spend(items.length);
    const outer = this.#variables.get('foreach') ?? null;
    return this.#with([name, 'foreach', 'velocityCount'], () => {
      for (const [index, item] of items.entries()) {
        this.#budget.step();
        this.#variables.set(name, item);
        this.#variables.set('foreach', position(index, items.length, outer));
        this.#variables.set('velocityCount', index + 1);
        const flow = this.#render(body, output);
        if (flow === 'stop') return flow;
        if (flow === 'break') break;
      }
      return 'on';
    });
  }

  #call(name: string, args: readonly Expression[], output: Output): Flow {
    const macro = this.#macros.get(name);
    if (macro === undefined) throw new MappingError(`There is no macro ${name}`);
    const values = args.map((arg) => this.#expressions.evaluate(arg));
    return this.#budget.nest(() =>
      this.#with(macro.parameters, () => {
        macro.parameters.forEach((parameter, at) => {
          this.#variables.set(parameter, values[at] ?? null);
        });
        return this.#render(macro.body, output) === 'stop' ? 'stop' : 'on';
      }),
    );
  }

  /** Gives the variables back what they were. */
  #with(names: readonly string[], run: () => Flow): Flow {
    const before = names.map((name) => [name, this.#variables.get(name)] as const);
    const flow = run();
    for (const [name, value] of before) {
      if (value === undefined) this.#variables.delete(name);
      else this.#variables.set(name, value);
    }
    return flow;
  }
}

function position(index: number, length: number, parent: Value): ValueMap {
  return {
    index,
    count: index + 1,
    hasNext: index < length - 1,
    first: index === 0,
    last: index === length - 1,
    parent,
  };
}

/** What is rendered. Throws MappingError where it is too much. */
class Output {
  readonly #budget: Budget;
  text = '';

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  write(text: string): void {
    this.#budget.spend(text.length);
    this.text += text;
    if (this.text.length <= LONGEST_TEXT) return;
    throw new MappingError(`The template writes more than ${LONGEST_TEXT} characters`);
  }
}
