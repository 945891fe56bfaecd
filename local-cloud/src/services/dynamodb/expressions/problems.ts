/** What ends the reading of an expression at once. */
export class ExpressionProblem extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'ExpressionProblem';
  }
}

/** The expression does not follow the grammar. */
export class SyntaxProblem extends ExpressionProblem {
  constructor(details: string) {
    super(`Syntax error; ${details}`);
    this.name = 'SyntaxProblem';
  }
}

/**
 * What is wrong with an expression that follows the grammar. AWS looks for one kind of problem
 * after the other, so the whole expression is read before the first one in its order is told.
 */
export class Problems<Kind extends string> {
  readonly #order: readonly Kind[];
  readonly #found = new Map<Kind, string>();

  constructor(order: readonly Kind[]) {
    this.#order = order;
  }

  /** Only the first problem of each kind counts. */
  add(kind: Kind, text: string): void {
    if (!this.#found.has(kind)) this.#found.set(kind, text);
  }

  get first(): string | undefined {
    const kind = this.#order.find((candidate) => this.#found.has(candidate));
    return kind === undefined ? undefined : this.#found.get(kind);
  }
}
