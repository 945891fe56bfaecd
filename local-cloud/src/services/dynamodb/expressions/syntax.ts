import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { TypeName } from '../values/attribute-value.ts';

/** A document path: attribute and map names, and list positions, from the item inwards. */
export type Path = readonly (string | number)[];

export interface PathOperand {
  readonly kind: 'path';
  readonly path: Path;
}
export interface ValueOperand {
  readonly kind: 'value';
  readonly value: AttributeValue;
}
/** `size(operand)`, the one function of conditions that yields a value. */
export interface SizeOperand {
  readonly kind: 'size';
  readonly of: Operand;
}
export type Operand = PathOperand | ValueOperand | SizeOperand;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface ConditionFunction {
  readonly kind: 'function';
  readonly name:
    | 'attribute_exists'
    | 'attribute_not_exists'
    | 'attribute_type'
    | 'begins_with'
    | 'contains';
  readonly operands: readonly Operand[];
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'compare';
      readonly comparator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly kind: 'between';
      readonly operand: Operand;
      readonly lower: Operand;
      readonly upper: Operand;
    }
  | { readonly kind: 'in'; readonly operand: Operand; readonly candidates: readonly Operand[] }
  | ConditionFunction;

/** What SET may assign. */
export type SetValue =
  | PathOperand
  | ValueOperand
  | { readonly kind: 'plus' | 'minus'; readonly left: SetValue; readonly right: SetValue }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly otherwise: SetValue }
  | { readonly kind: 'list_append'; readonly first: SetValue; readonly second: SetValue };

export type UpdateAction =
  | {
      readonly action: 'SET';
      readonly path: Path;
      readonly value: SetValue;
      /** The type of what is assigned, where it can be told without the item. */
      readonly type: TypeName | undefined;
    }
  | { readonly action: 'REMOVE'; readonly path: Path }
  | {
      readonly action: 'ADD' | 'DELETE';
      readonly path: Path;
      readonly value: AttributeValue;
      readonly type: TypeName;
    };

/** `[a, [0], b]`, as AWS shows a path in its messages. */
export function showPath(path: Path): string {
  const pieces = path.map((piece) => (typeof piece === 'number' ? `[${piece}]` : piece));
  return `[${pieces.join(', ')}]`;
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((piece, index) => piece === b[index]);
}
