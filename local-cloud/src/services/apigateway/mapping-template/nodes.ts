import type { JsonNumber } from '../../../core/json-number.ts';

/** A parsed template. Its macros are known from its beginning to its end, as Velocity's are. */
export interface Template {
  readonly nodes: readonly Node[];
  readonly macros: ReadonlyMap<string, Macro>;
}

export interface Macro {
  readonly parameters: readonly string[];
  readonly body: readonly Node[];
}

/** What stands in a template, one after the other. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | Reference
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly Branch[] }
  | ForEach
  | { readonly kind: 'define'; readonly name: string; readonly body: readonly Node[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'break' | 'stop' };

export interface Branch {
  /** None: `#else`. */
  readonly condition: Expression | undefined;
  readonly body: readonly Node[];
}

export interface ForEach {
  readonly kind: 'foreach';
  readonly name: string;
  readonly list: Expression;
  readonly body: readonly Node[];
}

/** `$name.property.method(args)[index]` */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  readonly path: readonly Step[];
}

export type Step =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'method'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'index'; readonly index: Expression };

export type Expression =
  | Reference
  | { readonly kind: 'literal'; readonly value: boolean | number | JsonNumber | string }
  /** In double quotes: a template of its own. */
  | { readonly kind: 'interpolation'; readonly nodes: readonly Node[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression }
  | { readonly kind: 'map'; readonly members: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'not' | 'minus'; readonly operand: Expression }
  | Binary;

export interface Binary {
  readonly kind: 'binary';
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
}

export type Operator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';
