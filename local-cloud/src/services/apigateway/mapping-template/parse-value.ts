import { numberIn } from '../../../core/json-number.ts';
import { type Cursor, INDEX, PROPERTY, REFERENCE, TEXT } from './cursor.ts';
import type { Expression, Node, Reference, Step } from './nodes.ts';
import { integerOf } from './values.ts';

/** What an expression stands in. */
export interface Surroundings {
  /** Parses what stands in double quotes: a template of its own. Throws MappingError. */
  template(text: string): readonly Node[];
  /** Throws MappingError that says where the expression stands. */
  fail(message: string): never;
}

const DEEPEST = 100;
const NUMBER = /-?(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const IS_DOUBLE = /[.eE]/;
const WORD = /\w+/y;

/** Reads values without operators where the cursor is. Each method throws MappingError. */
export class ValueParser {
  readonly #cursor: Cursor;
  readonly #surroundings: Surroundings;
  #depth = 0;

  constructor(cursor: Cursor, surroundings: Surroundings) {
    this.#cursor = cursor;
    this.#surroundings = surroundings;
  }

  value(): Expression {
    const cursor = this.#cursor;
    cursor.skipSpace();
    return this.deeper(() => {
      if (cursor.sees(REFERENCE)) return this.reference();
      if (cursor.take('[')) return this.#list();
      if (cursor.take('{')) return { kind: 'map', members: this.#all('}', () => this.#member()) };
      return this.#text() ?? this.number() ?? this.#boolean();
    });
  }

  reference(): Reference {
    const [, formal, name] = this.#cursor.match(REFERENCE) ?? this.fail();
    const path: Step[] = [];
    for (let step = this.#step(); step !== undefined; step = this.#step()) path.push(step);
    if (formal !== '') this.expect('}');
    return { kind: 'reference', name: name!, path };
  }

  /** Java writes a double that is whole as `1.0`. */
  number(): Expression | undefined {
    const text = this.#cursor.match(NUMBER)?.[0];
    if (text === undefined) return undefined;
    const isWholeDouble = IS_DOUBLE.test(text) && Number.isInteger(Number(text));
    return { kind: 'literal', value: numberIn(isWholeDouble ? Number(text).toFixed(1) : text) };
  }

  expect(token: string): void {
    if (!this.#cursor.take(token)) this.fail();
  }

  /** Reads what stands in something else. */
  deeper<Result>(read: () => Result): Result {
    if (this.#depth > DEEPEST) this.fail(`is deeper than ${DEEPEST} levels`);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** By default with what stands where the cursor is. */
  fail(what = `is not understood, near ${this.#next()}`): never {
    this.#surroundings.fail(`${this.#cursor.text.trim().slice(0, 80) || '()'} ${what}`);
  }

  #next(): string {
    this.#cursor.skipSpace();
    const { text, at } = this.#cursor;
    return (this.#cursor.match(WORD)?.[0] ?? text.charAt(at)) || 'its end';
  }

  #step(): Step | undefined {
    const cursor = this.#cursor;
    if (cursor.match(INDEX)) {
      const index = this.value();
      this.expect(']');
      return { kind: 'index', index };
    }
    const name = cursor.match(PROPERTY)?.[1];
    if (name === undefined) return undefined;
    const isMethod = cursor.text[cursor.at] === '(' && cursor.take('(');
    if (!isMethod) return { kind: 'property', name };
    return { kind: 'method', name, args: this.#all(')', () => this.value()) };
  }

  #text(): Expression | undefined {
    const quoted = this.#cursor.match(TEXT)?.[0];
    if (quoted === undefined) return undefined;
    const quote = quoted[0]!;
    const text = quoted.slice(1, -1).replaceAll(quote + quote, quote);
    if (quote === "'" || !/[$#]/.test(text)) return { kind: 'literal', value: text };
    return { kind: 'interpolation', nodes: this.#surroundings.template(text) };
  }

  /** A range is from one integer, or reference to one, to another. */
  #list(): Expression {
    if (this.#cursor.take(']')) return { kind: 'list', items: [] };
    const from = this.value();
    if (isBound(from) && this.#cursor.take('..')) {
      const to = this.value();
      if (!isBound(to)) this.fail();
      this.expect(']');
      return { kind: 'range', from, to };
    }
    const items = [from];
    while (this.#cursor.take(',')) items.push(this.value());
    this.expect(']');
    return { kind: 'list', items };
  }

  #member(): readonly [Expression, Expression] {
    const name = this.value();
    this.expect(':');
    return [name, this.value()];
  }

  #boolean(): Expression {
    const { at } = this.#cursor;
    const word = this.#cursor.match(WORD)?.[0];
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
    if (word === 'null') {
      this.#surroundings.fail("there is no null in templates: what is not there equals ''");
    }
    this.#cursor.at = at;
    return this.fail();
  }

  /** What stands between commas, up to a bracket. */
  #all<Part>(end: string, read: () => Part): Part[] {
    const parts: Part[] = [];
    if (this.#cursor.take(end)) return parts;
    do parts.push(read());
    while (this.#cursor.take(','));
    this.expect(end);
    return parts;
  }
}

function isBound(expression: Expression): boolean {
  const { kind } = expression;
  return kind === 'reference' || (kind === 'literal' && integerOf(expression.value) !== undefined);
}
