import {
  checkBounds,
  checkDistinct,
  checkFunction,
  checkInOperands,
  checkOrdered,
} from './condition-checks.ts';
import type { Placeholders } from './placeholders.ts';
import { ExpressionProblem, Problems } from './problems.ts';
import { Reader, reading } from './reader.ts';
import type { Comparator, Condition, ConditionFunction, Operand } from './syntax.ts';

/** In the order in which AWS looks for them. */
const EXPRESSION_PROBLEMS = ['parentheses', 'unknown', 'misuse', 'reserved', 'condition'] as const;
const CONDITION_PROBLEMS = ['undefined', 'count', 'distinct', 'operands'] as const;

export type ConditionProblems = Problems<(typeof CONDITION_PROBLEMS)[number]>;

const COMPARATORS = ['=', '<>', '<', '<=', '>', '>='];
const UPDATE_FUNCTIONS = ['if_not_exists', 'list_append'];
const KEYWORDS = ['AND', 'OR', 'NOT', 'IN', 'BETWEEN'];

const MAX_OPERATORS = 300;
/** With no more operators than that, deeper parentheses must be redundant. */
const MAX_DEPTH = MAX_OPERATORS + 2;
const REDUNDANT = 'The expression has redundant parentheses;';

type Node = Condition | Operand;

/**
 * Reads a ConditionExpression or FilterExpression. A KeyConditionExpression has the same grammar;
 * `keyCondition.ts` narrows it down.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function parseCondition(
  member: string,
  source: string,
  placeholders: Placeholders,
): Condition {
  return reading(member, source, () => new ConditionParser(source, placeholders).parse());
}

class ConditionParser {
  readonly #reader: Reader;
  readonly #problems = new Problems(EXPRESSION_PROBLEMS);
  /** Of the condition that is being read, until it is complete. */
  #local: ConditionProblems = new Problems(CONDITION_PROBLEMS);
  #parenthesised: Node | undefined;
  #operators = 0;
  #depth = 0;

  constructor(source: string, placeholders: Placeholders) {
    this.#reader = new Reader(source, placeholders, {
      reserved: (text) => this.#problems.add('reserved', text),
      undefinedName: (text) => this.#local.add('undefined', text),
      undefinedValue: (text) => this.#local.add('undefined', text),
    });
  }

  parse(): { result: Condition; problem: string | undefined } {
    const result = this.#asCondition(this.#or());
    this.#reader.expectEnd();
    return { result, problem: this.#problems.first };
  }

  #or(): Node {
    const left = this.#and();
    if (!this.#reader.isKeyword('OR')) return left;
    const condition = this.#asCondition(left);
    this.#operator();
    return { kind: 'or', left: condition, right: this.#asCondition(this.#or()) };
  }

  #and(): Node {
    const left = this.#not();
    if (!this.#reader.isKeyword('AND')) return left;
    const condition = this.#asCondition(left);
    this.#operator();
    return { kind: 'and', left: condition, right: this.#asCondition(this.#and()) };
  }

  #not(): Node {
    if (!this.#reader.isKeyword('NOT')) return this.#comparison();
    this.#operator();
    return { kind: 'not', of: this.#asCondition(this.#not()) };
  }

  #comparison(): Node {
    const left = this.#primary();
    if (this.#reader.isSymbol(...COMPARATORS)) return this.#complete(this.#compare(left));
    if (this.#reader.isKeyword('BETWEEN')) return this.#complete(this.#between(left));
    if (this.#reader.isKeyword('IN')) return this.#complete(this.#in(left));
    return left.kind === 'function' ? this.#complete(left) : left;
  }

  #compare(left: Node): Condition {
    const first = this.#asOperand(left);
    const comparator = this.#operator() as Comparator;
    const second = this.#asOperand(this.#primary());
    checkDistinct(comparator, [first, second], this.#local);
    if (comparator !== '=' && comparator !== '<>') {
      checkOrdered(comparator, [first, second], this.#local);
    }
    return { kind: 'compare', comparator, left: first, right: second };
  }

  #between(left: Node): Condition {
    const operand = this.#asOperand(left);
    this.#operator();
    const lower = this.#asOperand(this.#primary());
    if (!this.#reader.skipKeyword('AND')) throw this.#reader.unexpected();
    const upper = this.#asOperand(this.#primary());
    checkBounds(lower, upper, this.#local);
    return { kind: 'between', operand, lower, upper };
  }

  #in(left: Node): Condition {
    const operand = this.#asOperand(left);
    this.#operator();
    this.#reader.expectSymbol('(');
    const candidates = this.#reader.list(() => this.#asOperand(this.#primary()));
    this.#reader.expectSymbol(')');
    checkInOperands(candidates, this.#local);
    return { kind: 'in', operand, candidates };
  }

  #primary(): Node {
    const reader = this.#reader;
    if (reader.isSymbol('(')) return this.#group();
    if (reader.next.kind === 'valueRef') return { kind: 'value', value: reader.value() };
    if (reader.isKeyword(...KEYWORDS)) throw reader.unexpected();
    const { kind, text } = reader.afterNext;
    const called = kind === 'symbol' && text === '(';
    if (reader.next.kind === 'name' && called) return this.#function();
    return { kind: 'path', path: reader.path() };
  }

  #group(): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new ExpressionProblem(REDUNDANT);
    this.#reader.take();
    const inner = this.#or();
    this.#reader.expectSymbol(')');
    this.#depth -= 1;
    if (inner === this.#parenthesised) this.#problems.add('parentheses', REDUNDANT);
    const node: Node =
      inner.kind === 'path' ? { kind: 'path', path: this.#reader.pathAfter(inner.path) } : inner;
    this.#parenthesised = node;
    return node;
  }

  #function(): Node {
    const name = this.#operator();
    this.#reader.expectSymbol('(');
    const operands = this.#reader.list(() => this.#asOperand(this.#primary()));
    this.#reader.expectSymbol(')');
    if (!checkFunction(name, operands, this.#local)) {
      this.#problems.add('unknown', unknownFunction(name));
    }
    if (name === 'size') return { kind: 'size', of: operands[0]! };
    return { kind: 'function', name: name as ConditionFunction['name'], operands };
  }

  /** Takes a comparator, keyword or function name, of which there may be only so many. */
  #operator(): string {
    this.#operators += 1;
    if (this.#operators > MAX_OPERATORS) {
      throw new ExpressionProblem(
        `The expression contains too many operators; operator count: ${this.#operators}`,
      );
    }
    return this.#reader.take().text;
  }

  #complete(condition: Condition): Condition {
    const problem = this.#local.first;
    if (problem !== undefined) this.#problems.add('condition', problem);
    this.#local = new Problems(CONDITION_PROBLEMS);
    return condition;
  }

  /** A path or value where a condition must stand is a syntax error; `size(a)` is told by name. */
  #asCondition(node: Node): Condition {
    if (node.kind === 'path' || node.kind === 'value') throw this.#reader.unexpected();
    if (node.kind !== 'size') return node;
    this.#misused('size');
    return { kind: 'function', name: 'attribute_exists', operands: [node.of] };
  }

  #asOperand(node: Node): Operand {
    if (node.kind === 'path' || node.kind === 'value' || node.kind === 'size') return node;
    if (node.kind !== 'function') throw this.#reader.unexpected();
    this.#misused(node.name);
    return { kind: 'value', value: { BOOL: true } };
  }

  #misused(name: string): void {
    this.#problems.add(
      'misuse',
      `The function is not allowed to be used this way in an expression; function: ${name}`,
    );
  }
}

function unknownFunction(name: string): string {
  return UPDATE_FUNCTIONS.includes(name)
    ? `The function is not allowed in a condition expression; function: ${name}`
    : `Invalid function name; function: ${name}`;
}
