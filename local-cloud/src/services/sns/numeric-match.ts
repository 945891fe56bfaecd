import type { Json } from '../../core/json.ts';
import { columnOf, itemsOf, lengthOf, refuse, Unexpected } from './json-places.ts';

const OPERATORS = new Set(['=', '<', '<=', '>', '>=']);

/**
 * Checks the numbers of a filter policy: `["=", 5]`, `["<", 5]`, or a lower bound followed by an
 * upper one.
 *
 * @param start where the value is in the policy, counted from 0
 * @throws Unexpected, in SNS's words (recorded)
 */
export function checkNumeric(value: Json, start: number): void {
  if (!Array.isArray(value)) refuse('Value of numeric must be an array.', value, start);
  new Bounds(value, start).check();
}

class Bounds {
  readonly #items: readonly (readonly [Json, number])[];
  /** Where the closing bracket is; it is read where AWS looks for one more item. */
  readonly #end: number;

  constructor(value: readonly Json[], start: number) {
    this.#items = itemsOf(value, start);
    this.#end = start + lengthOf([...value]) - 1;
  }

  check(): void {
    const operator = this.#operator();
    const bottom = this.#limit(operator, 1);
    if (this.#items.length === 2) return;
    if (!operator.startsWith('>')) this.#fail('Too many elements in numeric expression', 2);
    const top = this.#limit(this.#upper(), 3);
    if (this.#items.length > 4) this.#fail('Too many terms in numeric range expression', 4);
    if (bottom >= top) this.#fail('Bottom must be less than top', 4);
  }

  #operator(): string {
    const operator = this.#text(0, 'Invalid member in numeric match');
    if (OPERATORS.has(operator)) return operator;
    return this.#fail(`Unrecognized numeric range operator: ${operator}`, 1);
  }

  #upper(): string {
    const operator = this.#text(2, 'Bad value in numeric range');
    if (operator === '<' || operator === '<=') return operator;
    const column = this.#items[2]![1] + lengthOf(operator) + 1;
    throw new Unexpected(`Bad numeric range operator: ${operator}`, column);
  }

  #text(index: number, problem: string): string {
    const [value = ']'] = this.#items[index] ?? [];
    if (typeof value === 'string' && index < this.#items.length) return value;
    return this.#fail(`${problem}: ${value}`, index);
  }

  #limit(operator: string, index: number): number {
    const [value] = this.#items[index] ?? [];
    if (typeof value === 'number') return value;
    return this.#fail(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`, index);
  }

  #fail(message: string, index: number): never {
    const item = this.#items[index];
    throw new Unexpected(message, item === undefined ? this.#end + 2 : columnOf(...item));
  }
}
