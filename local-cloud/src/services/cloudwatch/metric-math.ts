import { notSupported } from '../../core/errors.ts';
import { validationError } from './errors.ts';

/** A number for each period; undefined: there is none. */
export type Series = readonly (number | undefined)[];
export type Value = number | Series;

/** An expression that was read: its value, from those of the ids that it names. */
export interface MetricMath {
  readonly ids: readonly string[];
  /** How many operators and functions it has. */
  readonly size: number;
  value(of: (id: string) => Value): Value;
}

type Node = (of: (id: string) => Value) => Value;

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[-+*/^(),<>]))/y;

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '>': (a, b) => Number(a > b),
  '<': (a, b) => Number(a < b),
  '>=': (a, b) => Number(a >= b),
  '<=': (a, b) => Number(a <= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '||': (a, b) => Number(a !== 0 || b !== 0),
};
/** The loosest first. */
const LEVELS = [['||'], ['&&'], ['>', '<', '>=', '<=', '==', '!='], ['+', '-'], ['*', '/'], ['^']];

/** Functions of every value by itself, and of all of a series. */
const EACH = new Map<string, (value: number) => number>([
  ['ABS', Math.abs],
  ['CEIL', Math.ceil],
  ['FLOOR', Math.floor],
]);
const WHOLE = new Map<string, (values: readonly number[]) => number>([
  ['AVG', (values) => sumOf(values) / values.length],
  ['MAX', (values) => values.reduce((one, other) => Math.max(one, other))],
  ['MIN', (values) => values.reduce((one, other) => Math.min(one, other))],
  ['SUM', sumOf],
]);
const WORDS = new Map([
  ['AND', '&&'],
  ['OR', '||'],
]);
const MOST_NESTED = 100;

/**
 * Reads a metric math expression: arithmetic, comparisons, IF, FILL and the functions above. What has
 * no value for a period - a missing datapoint, a division by zero - leaves the period without one.
 *
 * @throws ValidationError for what is no expression; NotSupportedByLocalCloud for other functions
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function compileMath(source: string): MetricMath {
  return new Parser(source).parse();
}

class Parser {
  readonly #source: string;
  readonly #tokens: string[];
  readonly #ids = new Set<string>();
  #depth = 0;
  #size = 0;

  constructor(source: string) {
    this.#source = source;
    if (/[["']/.test(source)) throw notSupported('CloudWatch', `lists and texts in '${source}'`);
    this.#tokens = this.#tokenize();
  }

  parse(): MetricMath {
    const node = this.#expression();
    if (this.#tokens.length > 0) throw this.#wrong();
    return { ids: [...this.#ids], size: this.#size, value: node };
  }

  #tokenize(): string[] {
    const tokens: string[] = [];
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(this.#source); match !== null; match = TOKEN.exec(this.#source)) {
      tokens.push(match[1] ?? match[2] ?? match[3]!);
      if (TOKEN.lastIndex === this.#source.trimEnd().length) return tokens;
    }
    throw this.#wrong();
  }

  #wrong(): Error {
    return validationError(`Invalid metrics list: Error in expression '${this.#source}'.`);
  }

  #take(token: string): boolean {
    if (this.#tokens[0] !== token) return false;
    this.#tokens.shift();
    return true;
  }

  /** What stands by itself: the whole, in parentheses, or as an operand of a function. */
  #expression(): Node {
    this.#depth += 1;
    if (this.#depth > MOST_NESTED) throw this.#wrong();
    const node = this.#level(0);
    this.#depth -= 1;
    return node;
  }

  #level(level: number): Node {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#level(level + 1);
    while (operators.includes(word(this.#tokens[0]))) {
      const apply = OPERATORS[word(this.#tokens.shift())]!;
      const [first, second] = [left, this.#level(level + 1)];
      this.#size += 1;
      left = (of) => each(apply, first(of), second(of));
    }
    return left;
  }

  #unary(): Node {
    if (!this.#take('-')) return this.#primary();
    const operand = this.#unary();
    this.#size += 1;
    return (of) => each((value) => -value, operand(of));
  }

  #primary(): Node {
    const token = this.#tokens.shift() ?? '';
    if (/^\d/.test(token)) return () => Number(token);
    if (token === '(') {
      const inner = this.#expression();
      if (!this.#take(')')) throw this.#wrong();
      return inner;
    }
    if (!/^[A-Za-z_]/.test(token)) throw this.#wrong();
    if (this.#take('(')) return this.#function(token);
    this.#ids.add(token);
    return (of) => of(token);
  }

  #function(name: string): Node {
    this.#size += 1;
    if (name === 'FILL') return this.#fill();
    const [one, all] = [EACH.get(name), WHOLE.get(name)];
    if (one === undefined && all === undefined && name !== 'IF') throw this.#unknown(name);
    const operands = this.#operands();
    const [first, second, third] = operands;
    if (name === 'IF' && second !== undefined && operands.length < 4)
      return choice(first!, second, third);
    if (operands.length !== 1) throw this.#unknown(name);
    if (one !== undefined) return (of) => each(one, first!(of));
    if (all !== undefined) return (of) => over(first!(of), all);
    throw this.#unknown(name);
  }

  #unknown(name: string): Error {
    return notSupported('CloudWatch', `the function ${name} of '${this.#source}'`);
  }

  #operands(): Node[] {
    const operands: Node[] = [];
    do operands.push(this.#expression());
    while (this.#take(','));
    if (!this.#take(')')) throw this.#wrong();
    return operands;
  }

  /** With a number, or with the last datapoint that there was. */
  #fill(): Node {
    const filled = this.#expression();
    if (!this.#take(',')) throw this.#wrong();
    const repeats = this.#take('REPEAT');
    const filler = repeats ? undefined : this.#expression();
    if (!this.#take(')')) throw this.#wrong();
    return (of) => {
      const value = filled(of);
      if (typeof value === 'number') return value;
      const by = filler?.(of);
      let last: number | undefined;
      return value.map((one, index) => {
        if (one !== undefined) last = one;
        return one ?? (repeats ? last : at(by!, index));
      });
    };
  }
}

/** AND and OR may be written as words. */
function word(token = ''): string {
  return WORDS.get(token) ?? token;
}

/** Without a third operand a period of which the condition is false has no value. */
function choice(condition: Node, then: Node, otherwise: Node | undefined): Node {
  return (of) => {
    const [test, yes, no] = [condition(of), then(of), otherwise?.(of)];
    const pick = (index: number) => {
      const holds = at(test, index);
      if (holds === undefined) return undefined;
      return holds !== 0 ? at(yes, index) : no === undefined ? undefined : at(no, index);
    };
    const length = lengthOf([test, yes, no ?? 0]);
    if (length === undefined) return pick(0) ?? [];
    return Array.from({ length }, (_, index) => pick(index));
  };
}

function over(value: Value, all: (values: readonly number[]) => number): Value {
  if (typeof value === 'number') return value;
  const known = value.filter((one) => one !== undefined);
  return known.length === 0 ? value : all(known);
}

/** What a function of one value, or of two, makes of each period. */
function each(apply: (a: number, b: number) => number, a: Value, b: Value = 0): Value {
  const result = (index: number) => {
    const [one, other] = [at(a, index), at(b, index)];
    if (one === undefined || other === undefined) return undefined;
    const made = apply(one, other);
    return Number.isFinite(made) ? made : undefined;
  };
  const length = lengthOf([a, b]);
  if (length === undefined) return result(0) ?? [];
  return Array.from({ length }, (_, index) => result(index));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function lengthOf(values: readonly Value[]): number | undefined {
  return values.find((value) => typeof value !== 'number')?.length;
}

function at(value: Value, index: number): number | undefined {
  return typeof value === 'number' ? value : value[index];
}
