import { type Node, operands, selectors } from './ast.ts';
import { isStatesMember, STATES_MEMBERS, type StatesMember } from './states.ts';

/** What an expression refers to. */
export interface JsonataReferences {
  /** Variables it reads that it does not set itself, functions it calls left out. */
  readonly variables: ReadonlySet<string>;
  /** Members of `$states` it reads; all four where it takes `$states` as a whole. */
  readonly states: ReadonlySet<StatesMember>;
  /** Whether it takes `$states` as a whole. */
  readonly wholeStates: boolean;
  /**
   * Names, `$` and `$$` that would read the top-level input, which Step Functions does not have:
   * AWS refuses the definition ("Reference to 'x' at the top level is not supported.").
   */
  readonly topLevel: readonly string[];
}

/** Says what an expression refers to. */
export function analyse(ast: Node): JsonataReferences {
  const analysis = new Analysis();
  analysis.visit(ast, new Set(), false);
  return analysis;
}

class Analysis implements JsonataReferences {
  readonly variables = new Set<string>();
  readonly states = new Set<StatesMember>();
  readonly topLevel: string[] = [];
  wholeStates = false;

  /** `bound`: the variables set so far; `nested`: whether there is a context item. */
  visit(node: Node, bound: Set<string>, nested: boolean): void {
    switch (node.type) {
      case 'path':
        this.#path(node, bound, nested);
        break;
      case 'variable':
        this.#variable(String(node.value), bound, nested);
        break;
      case 'name':
      case 'wildcard':
      case 'descendant':
        if (!nested) this.topLevel.push(String(node.value));
        break;
      case 'function':
        this.#call(node, bound, nested);
        break;
      case 'bind':
        this.visit(node.rhs!, bound, nested);
        bound.add(String((node.lhs as Node).value));
        break;
      case 'lambda': {
        const names = (node.arguments ?? []).map(({ value }) => String(value));
        this.visit(node.body!, new Set([...bound, ...names]), nested);
        break;
      }
      case 'block':
        this.#all(operands(node), new Set(bound), nested);
        break;
      default:
        this.#all(operands(node), bound, nested || node.type === 'transform');
    }
    this.#all(selectors(node), bound, true);
  }

  #all(nodes: readonly Node[], bound: Set<string>, nested: boolean): void {
    for (const node of nodes) this.visit(node, bound, nested);
  }

  #path({ steps = [] }: Node, bound: Set<string>, nested: boolean): void {
    const [first, second] = steps;
    if (first === undefined) return;
    const isStates = first.type === 'variable' && first.value === 'states' && !bound.has('states');
    if (isStates && isStatesMember(second?.value) && selectors(first).length === 0) {
      this.states.add(second.value);
    } else this.visit(first, bound, nested);
    this.#all(steps.slice(1), bound, true);
  }

  #variable(name: string, bound: Set<string>, nested: boolean): void {
    if (name === '' || name === '$') {
      if (name === '$' || !nested) this.topLevel.push(`$${name}`);
    } else if (bound.has(name)) return;
    else if (name !== 'states') this.variables.add(name);
    else {
      this.wholeStates = true;
      for (const member of STATES_MEMBERS) this.states.add(member);
    }
  }

  /** A function's name is not a variable it reads: an unknown one fails when it is called. */
  #call({ procedure, arguments: given = [] }: Node, bound: Set<string>, nested: boolean): void {
    if (procedure?.type !== 'variable') this.visit(procedure!, bound, nested);
    this.#all(given, bound, nested);
  }
}
