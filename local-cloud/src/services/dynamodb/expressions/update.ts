import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type TypeName, typeOf } from '../values/attribute-value.ts';
import { checkOverlaps } from './overlaps.ts';
import type { Placeholders } from './placeholders.ts';
import { ExpressionProblem, Problems } from './problems.ts';
import { Reader, reading } from './reader.ts';
import type { SetValue, UpdateAction } from './syntax.ts';

/** In the order in which AWS looks for them. */
const UPDATE_PROBLEMS = [
  'reserved',
  'unknown',
  'misuse',
  'section',
  'undefinedName',
  'undefinedValue',
  'overlap',
  'conflict',
  'operand',
  'function',
] as const;

const CONDITION_FUNCTIONS = [
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
];
/** A value has one sum at most: deeper parentheses must be redundant. */
const MAX_DEPTH = 300;
const REDUNDANT = 'The expression has redundant parentheses;';

const TYPE_WORDS: Partial<Record<TypeName, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOL',
  L: 'LIST',
  M: 'MAP',
};

/**
 * Reads an UpdateExpression.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export function parseUpdate(source: string, placeholders: Placeholders): UpdateAction[] {
  return reading('UpdateExpression', source, () => new UpdateParser(source, placeholders).parse());
}

class UpdateParser {
  readonly #reader: Reader;
  readonly #problems: Problems<string> = new Problems(UPDATE_PROBLEMS);
  #depth = 0;

  constructor(source: string, placeholders: Placeholders) {
    this.#reader = new Reader(source, placeholders, {
      reserved: (text) => this.#problems.add('reserved', text),
      undefinedName: (text) => this.#problems.add('undefinedName', text),
      undefinedValue: (text) => this.#problems.add('undefinedValue', text),
    });
  }

  parse(): { result: UpdateAction[]; problem: string | undefined } {
    const result: UpdateAction[] = [];
    const seen = new Set<string>();
    do {
      const section = this.#section();
      if (seen.has(section.keyword)) this.#repeated(section.keyword);
      seen.add(section.keyword);
      result.push(...section.actions);
    } while (this.#reader.next.kind !== 'end');
    checkOverlaps(
      result.map((action) => action.path),
      this.#problems,
    );
    return { result, problem: this.#problems.first };
  }

  #section(): { keyword: string; actions: UpdateAction[] } {
    const reader = this.#reader;
    if (!reader.isKeyword('SET', 'REMOVE', 'ADD', 'DELETE')) throw reader.unexpected();
    const keyword = reader.take().text.toUpperCase() as UpdateAction['action'];
    if (keyword === 'SET') return { keyword, actions: reader.list(() => this.#set()) };
    if (keyword === 'REMOVE') {
      return { keyword, actions: reader.list(() => ({ action: 'REMOVE', path: reader.path() })) };
    }
    return { keyword, actions: reader.list(() => this.#change(keyword)) };
  }

  #set(): UpdateAction {
    const path = this.#reader.path();
    this.#reader.expectSymbol('=');
    const value = this.#sum();
    return { action: 'SET', path, value, type: resultType(value) };
  }

  #change(action: 'ADD' | 'DELETE'): UpdateAction {
    const path = this.#reader.path();
    const value = this.#reader.value();
    const type = typeOf(value);
    const word = TYPE_WORDS[type];
    if (word !== undefined && !(action === 'ADD' && type === 'N')) {
      this.#problems.add(
        'operand',
        `Incorrect operand type for operator or function; operator: ${action}, operand type: ${word}, typeSet: ALLOWED_FOR_ADD_OPERAND`,
      );
    }
    return { action, path, value, type };
  }

  /** One `+` or `-` at most. */
  #sum(): SetValue {
    const left = this.#operand();
    if (!this.#reader.isSymbol('+', '-')) return left;
    const sign = this.#reader.take().text;
    const right = this.#operand();
    this.#checkTypes(sign, [left, right], 'N');
    return { kind: sign === '+' ? 'plus' : 'minus', left, right };
  }

  #operand(): SetValue {
    const reader = this.#reader;
    if (reader.skipSymbol('(')) return this.#group();
    if (reader.next.kind === 'valueRef') return { kind: 'value', value: reader.value() };
    const called = reader.afterNext.kind === 'symbol' && reader.afterNext.text === '(';
    if (reader.next.kind === 'name' && called) return this.#function();
    return { kind: 'path', path: reader.path() };
  }

  #group(): SetValue {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new ExpressionProblem(REDUNDANT);
    const value = this.#sum();
    this.#reader.expectSymbol(')');
    this.#depth -= 1;
    return value;
  }

  #function(): SetValue {
    const name = this.#reader.take().text;
    this.#reader.expectSymbol('(');
    const operands = this.#reader.list(() => this.#operand());
    this.#reader.expectSymbol(')');
    const [first, second] = operands;
    if (name !== 'if_not_exists' && name !== 'list_append') {
      this.#problems.add('unknown', unknownFunction(name));
      return first!;
    }
    if (second === undefined || operands.length > 2) return this.#wrongCount(name, operands);
    return name === 'if_not_exists'
      ? this.#ifNotExists(first!, second)
      : this.#listAppend(first!, second);
  }

  #ifNotExists(first: SetValue, otherwise: SetValue): SetValue {
    if (first.kind === 'path') return { kind: 'if_not_exists', path: first.path, otherwise };
    this.#problems.add(
      'function',
      'Operator or function requires a document path; operator or function: if_not_exists',
    );
    return first;
  }

  #listAppend(first: SetValue, second: SetValue): SetValue {
    this.#checkTypes('list_append', [first, second], 'L');
    if (first.kind === 'list_append' || second.kind === 'list_append') {
      this.#problems.add(
        'misuse',
        'The function is not allowed to be used this way in an expression; function: list_append',
      );
    }
    return { kind: 'list_append', first, second };
  }

  #wrongCount(name: string, operands: readonly SetValue[]): SetValue {
    this.#problems.add(
      'function',
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
    return operands[0]!;
  }

  #checkTypes(name: string, operands: readonly SetValue[], wanted: TypeName): void {
    for (const operand of operands) {
      const type = operand.kind === 'value' ? typeOf(operand.value) : wanted;
      if (type === wanted) continue;
      this.#problems.add(
        'function',
        `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
      );
    }
  }

  #repeated(keyword: string): void {
    this.#problems.add(
      'section',
      `The "${keyword}" section can only be used once in an update expression;`,
    );
  }
}

/** The type that a value of SET has whatever the item holds. */
function resultType(value: SetValue): TypeName | undefined {
  if (value.kind === 'value') return typeOf(value.value as AttributeValue);
  if (value.kind === 'plus' || value.kind === 'minus') return 'N';
  return value.kind === 'list_append' ? 'L' : undefined;
}

function unknownFunction(name: string): string {
  return CONDITION_FUNCTIONS.includes(name)
    ? `The function is not allowed in an update expression; function: ${name}`
    : `Invalid function name; function: ${name}`;
}
