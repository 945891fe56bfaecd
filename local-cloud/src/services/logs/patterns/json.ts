import { invalidParameter } from '../errors.ts';
import type { FilterPattern } from './filter-pattern.ts';
import { comparison, OPERATORS, type Operator } from './values.ts';

type Selector = readonly (string | number)[];
type Test = (event: unknown) => boolean;

/**
 * `{ $.level = "ERROR" && ($.status >= 500 || $.retry IS TRUE) }` on messages that are JSON objects.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function jsonPattern(pattern: string): FilterPattern {
  const test = new JsonPatternParser(pattern.slice(1, -1)).parse();
  return (message) => {
    const event = parsed(message);
    return event !== undefined && test(event);
  };
}

function parsed(message: string): object | undefined {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(message) as object;
  } catch {
    return undefined;
  }
}

class JsonPatternParser {
  readonly #source: string;
  #position = 0;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): Test {
    const test = this.#or();
    if (this.#read(/\S/y) !== undefined) throw this.#invalid();
    return test;
  }

  #or(): Test {
    const alternatives = [this.#and()];
    while (this.#read(/\|\|/y) !== undefined) alternatives.push(this.#and());
    return (event) => alternatives.some((test) => test(event));
  }

  #and(): Test {
    const tests = [this.#condition()];
    while (this.#read(/&&/y) !== undefined) tests.push(this.#condition());
    return (event) => tests.every((test) => test(event));
  }

  #condition(): Test {
    if (this.#read(/\(/y) !== undefined) {
      const test = this.#or();
      if (this.#read(/\)/y) === undefined) throw this.#invalid();
      return test;
    }
    const selector = this.#selector();
    const word = this.#read(/IS\s+(?:NULL|TRUE|FALSE)\b|NOT\s+EXISTS\b/iy);
    if (word !== undefined) return wordTest(selector, word.toUpperCase().replace(/\s+/, ' '));
    const operator = this.#read(/!=|<=|>=|=|<|>/y) as Operator | undefined;
    const operand = this.#read(/"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%|[^\s()&|"]+/y);
    if (operator === undefined || !OPERATORS.includes(operator) || operand === undefined) {
      throw this.#invalid();
    }
    const holds = comparison(operator, operand);
    if (holds === undefined) throw this.#invalid();
    return (event) => holds(select(event, selector));
  }

  #selector(): Selector {
    if (this.#read(/\$/y) === undefined) throw this.#invalid();
    const selector: (string | number)[] = [];
    for (;;) {
      const piece = this.#read(/\.\['[^']+'\]|\.[\w-]+|\['[^']+'\]|\[\d+\]/y);
      if (piece === undefined) break;
      const [, quoted, index, name] = /^\.?\['([^']+)'\]$|^\[(\d+)\]$|^\.(.+)$/.exec(piece)!;
      selector.push(index === undefined ? (quoted ?? name!) : Number(index));
    }
    if (selector.length === 0) throw this.#invalid();
    return selector;
  }

  /** Takes what the (sticky) expression matches next, after white space. */
  #read(expression: RegExp): string | undefined {
    while (/\s/.test(this.#source[this.#position] ?? '')) this.#position += 1;
    expression.lastIndex = this.#position;
    const match = expression.exec(this.#source);
    if (match === null) return undefined;
    this.#position = expression.lastIndex;
    return match[0];
  }

  #invalid(): Error {
    return invalidParameter('Invalid filter pattern');
  }
}

function wordTest(selector: Selector, word: string): Test {
  if (word === 'NOT EXISTS') return (event) => select(event, selector) === undefined;
  const wanted = { 'IS NULL': null, 'IS TRUE': true, 'IS FALSE': false }[word];
  return (event) => select(event, selector) === wanted;
}

function select(event: unknown, selector: Selector): unknown {
  let value = event;
  for (const piece of selector) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, piece)) {
      return undefined;
    }
    value = (value as Record<string | number, unknown>)[piece];
  }
  return value;
}
