import type { Random } from '../../src/core/random.ts';

/** Draws expressions and inputs: short ones, of all that JSONata has, over few names. */
export class Drawing {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  one<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random.float() * items.length)]!;
  }

  times(most: number): number {
    return Math.floor(this.#random.float() * (most + 1));
  }

  list<Item>(most: number, draw: () => Item): Item[] {
    return Array.from({ length: this.times(most) }, draw);
  }

  /** Data in which names, types and nestings often meet and sometimes do not. */
  value(depth = 3): unknown {
    const kind = depth === 0 ? 0 : this.times(5);
    if (kind <= 1) return this.one(SCALARS);
    if (kind <= 3) return this.list(3, () => this.value(depth - 1));
    return Object.fromEntries(this.list(4, () => [this.one(NAMES), this.value(depth - 1)]));
  }

  expression(depth = 4): string {
    if (depth === 0) return this.#leaf();
    const draw = this.one(this.#kinds);
    return draw(depth - 1);
  }

  readonly #kinds: readonly ((depth: number) => string)[] = [
    () => this.#leaf(),
    (depth) => this.#path(depth),
    (depth) => this.#path(depth),
    (depth) => this.#path(depth),
    (depth) => this.#tuples(depth),
    (depth) => `(${this.expression(depth)} ${this.one(OPERATORS)} ${this.expression(depth)})`,
    (depth) => `(${this.expression(depth)} ${this.one(OPERATORS)} ${this.expression(depth)})`,
    (depth) =>
      `(${this.expression(depth)} ? ${this.expression(depth)} : ${this.expression(depth)})`,
    (depth) => `[${this.list(3, () => this.expression(depth)).join(', ')}]`,
    (depth) => this.#object(depth),
    (depth) => `(${this.#bindings(depth)}${this.expression(depth)})`,
    (depth) => this.#call(depth),
    (depth) => this.#call(depth),
    (depth) => this.#higherOrder(depth),
    (depth) => this.#applied(depth),
    (depth) => `-(${this.expression(depth)})`,
    () => `[${this.times(3)}..${this.times(6)}]`,
  ];

  #leaf(): string {
    return this.one([...LITERALS, ...VARIABLES, ...NAMES, '*', '**', '$', '$$']);
  }

  #path(depth: number): string {
    const start = this.one([...VARIABLES, '$', '$$', ...NAMES, `(${this.expression(depth)})`]);
    const steps = this.list(3, () => this.#step(depth));
    const end = this.one(['', '', '', '', '[]', this.#order(depth), `{${this.#pairs(depth)}}`]);
    return [start + this.#predicates(depth), ...steps].join('.') + end;
  }

  #step(depth: number): string {
    const draw = this.times(9);
    if (draw === 0) return `(${this.expression(depth)})${this.#predicates(depth)}`;
    if (draw === 1) return `[${this.expression(depth)}]`;
    if (draw === 2) return `{${this.#pairs(depth)}}`;
    if (draw === 3) return this.one(['*', '**', '$', '%', `"b"`, '$string()', '$keys()']);
    return this.one(NAMES) + this.#predicates(depth) + this.one(['', '', '', '[]']);
  }

  #tuples(depth: number): string {
    const bind = (): string =>
      this.one(NAMES) + this.one(['', '@$x', '#$i', '@$x#$i']) + this.#predicates(depth);
    const steps = [bind(), ...this.list(2, bind)].join('.');
    const end = this.one([
      '',
      this.#order(depth),
      '.{"x": $x, "i": $i, "v": $}',
      '.($x)',
      '.%',
      '.%.b',
      `{${this.#pairs(depth)}}`,
      '{$string($i): $x}',
    ]);
    return this.one(['', '$.', '$v.', '$$.']) + steps + end;
  }

  #predicates(depth: number): string {
    const draw = this.times(7);
    if (draw > 2) return '';
    if (draw === 0) return `[${this.one(['0', '1', '-1', '0.5', '[0,1]', '$i', '[1..2]'])}]`;
    if (draw === 1) return `[${this.expression(Math.min(depth, 2))}]`;
    const comparison = `${this.one(NAMES)} ${this.one(['=', '!=', '<', '>='])} ${this.one(LITERALS)}`;
    return `[${comparison}]`;
  }

  #order(depth: number): string {
    const term = (): string => this.one(['', '<', '>']) + this.one([...NAMES, '$', '$string($)']);
    return `^(${[term(), ...this.list(1, term)].join(', ')})${this.#predicates(depth)}`;
  }

  #object(depth: number): string {
    return `{${this.#pairs(depth)}}`;
  }

  #pairs(depth: number): string {
    const key = (): string =>
      this.one(['"a"', '"b"', '"10"', '"2"', 'a', '$string($)', 'b & "k"', `"__proto__"`]);
    return this.list(2, () => `${key()}: ${this.expression(depth)}`).join(', ');
  }

  #bindings(depth: number): string {
    const draw = this.times(3);
    if (draw === 0) return `$x := ${this.expression(depth)}; `;
    if (draw === 1) return `$f := ${this.#lambda(depth)}; $x := $f(${this.expression(depth)}); `;
    if (draw === 2) return `$x := ${this.expression(depth)}; $y := $x; `;
    return `$f := $substring(?, ${this.times(2)}); `;
  }

  #lambda(depth: number): string {
    const [parameters, signature] = this.one(LAMBDAS);
    return `function(${parameters})${signature}{${this.expression(depth)}}`;
  }

  #call(depth: number): string {
    const [name, most] = this.one(CALLS);
    const args = this.list(most, () => this.expression(depth));
    return `$${name}(${args.join(', ')})`;
  }

  #higherOrder(depth: number): string {
    const name = this.one(['map', 'filter', 'reduce', 'sift', 'each', 'single', 'sort']);
    const callee = this.one([this.#lambda(depth), '$string', '$boolean', '$count', '$f', '$sum']);
    return `$${name}(${this.expression(depth)}, ${callee})`;
  }

  #applied(depth: number): string {
    const right = this.one([
      '$string()',
      '$count',
      '$map($string)',
      '$f',
      '($count ~> $string)',
      `|${this.one(NAMES)}|{"b": ${this.expression(depth)}}|`,
      `|*|{"a": 1}, ["b", "c"]|`,
      `$join("-")`,
      `$append(${this.expression(depth)})`,
      `$match(/a(b)?/)`,
      `$replace(/(a)|b/, "$1$$$0$2")`,
      `$split(/[ab]/, 2)`,
      `$contains(/^a/)`,
      '$formatNumber("#,##0.00")',
      '$round(1)',
    ]);
    return `(${this.expression(depth)} ~> ${right})`;
  }
}

const NAMES = ['a', 'b', 'c', 'd', 'constructor'] as const;
const VARIABLES = ['$v', '$w', '$x', '$y', '$i'] as const;
const SCALARS = [null, true, false, 0, 1, 2, -1, 1.5, 10, '', 'a', 'ab', 'b a', 'é😀', '10'];
const LITERALS = [
  'null',
  'true',
  'false',
  '0',
  '1',
  '2',
  '-1',
  '1.5',
  '""',
  '"a"',
  '"ab"',
  '"😀b"',
];
const OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '&',
  'and',
  'or',
  'in',
];
const LAMBDAS = [
  ['$x', ''],
  ['$x, $y', ''],
  ['$x, $y, $z', ''],
  ['', ''],
  ['$x', '<n:n>'],
  ['$x', '<s-:s>'],
  ['$x, $y', '<xn?:x>'],
  ['$x', '<a<n>:n>'],
] as const;
/** With the most arguments that are drawn: one more than they take. */
const CALLS: readonly (readonly [string, number])[] = [
  ['sum', 2],
  ['count', 2],
  ['max', 1],
  ['min', 1],
  ['average', 1],
  ['string', 3],
  ['substring', 4],
  ['substringBefore', 2],
  ['substringAfter', 2],
  ['lowercase', 1],
  ['uppercase', 2],
  ['length', 1],
  ['trim', 1],
  ['join', 2],
  ['split', 3],
  ['contains', 2],
  ['replace', 4],
  ['number', 1],
  ['abs', 1],
  ['floor', 1],
  ['ceil', 1],
  ['round', 2],
  ['sqrt', 1],
  ['power', 2],
  ['formatBase', 2],
  ['boolean', 1],
  ['not', 1],
  ['exists', 2],
  ['keys', 1],
  ['lookup', 2],
  ['spread', 1],
  ['merge', 1],
  ['append', 2],
  ['sort', 1],
  ['reverse', 1],
  ['distinct', 1],
  ['zip', 3],
  ['type', 1],
  ['clone', 1],
  ['single', 1],
  ['error', 1],
  ['assert', 2],
  ['base64encode', 1],
  ['encodeUrlComponent', 1],
  ['decodeUrl', 1],
  ['formatInteger', 2],
  ['parseInteger', 2],
  ['fromMillis', 2],
  ['toMillis', 1],
];
