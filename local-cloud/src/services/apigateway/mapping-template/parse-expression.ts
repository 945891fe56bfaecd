import { Cursor } from './cursor.ts';
import type { Expression, Operator, Reference } from './nodes.ts';
import { type Surroundings, ValueParser } from './parse-value.ts';

/** Each makes the tree of an expression deeper. */
const MOST_OPERATORS = 1_000;

const STRENGTH: Readonly<Record<Operator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const IN_WORDS: Readonly<Record<string, Operator>> = {
  or: '||',
  and: '&&',
  eq: '==',
  ne: '!=',
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
};
const OPERATOR = /\|\||&&|[=!<>]=|[<>+\-*/%]|(?:or|and|eq|ne|lt|gt|le|ge)\b/y;
const NOT = /!(?!=)|not\b/y;

/**
 * Parses what stands in the parentheses of a directive, or a reference, as Velocity 1.7 does: operators
 * stand in conditions and in `#set` alone; lists, maps, arguments and loops have plain values. What
 * Velocity refuses and this does not is the sign `-` before what is no number, and `1-2` without blanks.
 * https://velocity.apache.org/engine/1.7/vtl-reference.html
 *
 * Each method reads all of the source, in time that grows with its length, and throws MappingError.
 */
export class ExpressionParser {
  readonly #cursor: Cursor;
  readonly #values: ValueParser;
  #operators = 0;

  constructor(source: string, surroundings: Surroundings) {
    this.#cursor = new Cursor(source);
    this.#values = new ValueParser(this.#cursor, surroundings);
  }

  /** `$name.property` */
  reference(): Reference {
    return this.#whole(this.#values.reference());
  }

  /** Of `#if`. */
  condition(): Expression {
    return this.#whole(this.#operation());
  }

  /** Of `#foreach`. */
  value(): Expression {
    return this.#whole(this.#values.value());
  }

  /** Of `#set`. */
  assignment(): { target: Reference; value: Expression } {
    this.#cursor.skipSpace();
    const target = this.#values.reference();
    if (target.path.at(-1)?.kind === 'method') this.#values.fail('sets what a method gives');
    this.#values.expect('=');
    return this.#whole({ target, value: this.#operation() });
  }

  /** Of a macro: with or without commas between them. */
  args(): Expression[] {
    const values: Expression[] = [];
    for (this.#cursor.skipSpace(); !this.#cursor.isAtEnd; this.#cursor.skipSpace()) {
      this.#cursor.take(',');
      values.push(this.#values.value());
    }
    return values;
  }

  #whole<Result>(result: Result): Result {
    this.#cursor.skipSpace();
    return this.#cursor.isAtEnd ? result : this.#values.fail();
  }

  /** With operators that bind so strongly at least. */
  #operation(weakest = 1): Expression {
    let left = this.#operand();
    for (let operator = this.#operator(weakest); operator; operator = this.#operator(weakest)) {
      const right = this.#operation(STRENGTH[operator] + 1);
      left = { kind: 'binary', operator, left, right };
    }
    return left;
  }

  #operator(weakest: number): Operator | undefined {
    this.#cursor.skipSpace();
    const { at } = this.#cursor;
    const found = this.#cursor.match(OPERATOR)?.[0];
    if (found === undefined) return undefined;
    const operator = IN_WORDS[found] ?? (found as Operator);
    if (STRENGTH[operator] < weakest) {
      this.#cursor.at = at;
      return undefined;
    }
    this.#operators += 1;
    if (this.#operators <= MOST_OPERATORS) return operator;
    return this.#values.fail(`has more than ${MOST_OPERATORS} operators`);
  }

  #operand(): Expression {
    return this.#values.deeper(() => {
      this.#cursor.skipSpace();
      if (this.#cursor.match(NOT)) return { kind: 'not', operand: this.#operand() };
      if (this.#cursor.take('(')) {
        const inner = this.#operation();
        this.#values.expect(')');
        return inner;
      }
      const number = this.#values.number();
      if (number !== undefined) return number;
      if (this.#cursor.take('-')) return { kind: 'minus', operand: this.#operand() };
      return this.#values.value();
    });
  }
}
