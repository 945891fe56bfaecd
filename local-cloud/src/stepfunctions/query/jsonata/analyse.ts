import { type Node, operands, selectors } from './ast.ts';
import { isStatesMember, STATES_MEMBERS, type StatesMember } from './states.ts';

/** What an expression refers to. */
export interface JsonataReferences {
  /** Members of `$states` it reads; all four where it takes `$states` as a whole. */
  readonly states: ReadonlySet<StatesMember>;
  /** Whether it takes `$states` as a whole. */
  readonly wholeStates: boolean;
  /**
   * Names, `$` and `$$` that would read the top-level input, which Step Functions does not have:
   * AWS refuses the definition ("Reference to 'x' at the top level is not supported.").
   */
  readonly topLevel: ReadonlySet<string>;
}

/** Says what an expression refers to. */
export function analyse(ast: Node): JsonataReferences {
  const analysis = new Analysis();
  analysis.visit(ast, false);
  return analysis;
}

class Analysis implements JsonataReferences {
  readonly states = new Set<StatesMember>();
  readonly topLevel = new Set<string>();
  wholeStates = false;
  /** Whether `$states` is a variable of the expression's own. */
  #isOwn = false;

  /** `nested`: whether there is a context item. */
  visit(node: Node, nested: boolean): void {
    switch (node.type) {
      case 'path':
        this.#path(node, nested);
        break;
      case 'variable':
        this.#variable(String(node.value), nested);
        break;
      case 'name':
      case 'wildcard':
      case 'descendant':
        if (!nested) this.topLevel.add(String(node.value));
        break;
      case 'function':
        this.#call(node, nested);
        break;
      case 'bind':
        this.visit(node.rhs!, nested);
        this.#bind(node.lhs as Node);
        break;
      case 'lambda':
        this.#within(node.arguments ?? [], [node.body!], nested);
        break;
      case 'block':
        this.#within([], operands(node), nested);
        break;
      default:
        this.#all(operands(node), nested || node.type === 'transform');
    }
    this.#all(selectors(node), true);
  }

  #all(nodes: readonly Node[], nested: boolean): void {
    for (const node of nodes) this.visit(node, nested);
  }

  /** A function with its parameters, or a block: what is set in it is set nowhere else. */
  #within(parameters: readonly Node[], nodes: readonly Node[], nested: boolean): void {
    const isOwn = this.#isOwn;
    for (const parameter of parameters) this.#bind(parameter);
    this.#all(nodes, nested);
    this.#isOwn = isOwn;
  }

  #bind({ value }: Node): void {
    this.#isOwn ||= value === 'states';
  }

  #path({ steps = [] }: Node, nested: boolean): void {
    const [first, second] = steps;
    if (first === undefined) return;
    const isStates = first.type === 'variable' && first.value === 'states' && !this.#isOwn;
    if (isStates && isStatesMember(second?.value) && selectors(first).length === 0) {
      this.states.add(second.value);
    } else this.visit(first, nested);
    this.#all(steps.slice(1), true);
  }

  #variable(name: string, nested: boolean): void {
    if (name === '' || name === '$') {
      if (name === '$' || !nested) this.topLevel.add(`$${name}`);
    } else if (name === 'states' && !this.#isOwn) {
      this.wholeStates = true;
      for (const member of STATES_MEMBERS) this.states.add(member);
    }
  }

  /** A function's name is not a variable it reads: an unknown one fails when it is called. */
  #call({ procedure, arguments: given = [] }: Node, nested: boolean): void {
    if (procedure?.type !== 'variable') this.visit(procedure!, nested);
    this.#all(given, nested);
  }
}
