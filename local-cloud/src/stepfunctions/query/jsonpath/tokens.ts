import type { Json } from '../../../core/json.ts';

/** One step of a path, as Jayway JsonPath divides it. */
export type Token =
  | { readonly kind: 'property'; readonly name: string }
  /** `['a','b']`: an object of those members. */
  | { readonly kind: 'properties'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  /** `..`: the next token applied to a value and to every value below it. */
  | { readonly kind: 'scan' }
  | { readonly kind: 'filter'; readonly accepts: Predicate };

/** `item` is `@`, `root` is `$`. */
export type Predicate = (item: Json, root: Json) => boolean;

/** Which document a path starts from. `@` (the item) occurs inside filters only. */
export type Root =
  | { readonly kind: 'input' | 'context' | 'item' }
  | { readonly kind: 'variable'; readonly name: string };

export interface ParsedPath {
  readonly text: string;
  readonly root: Root;
  readonly tokens: readonly Token[];
}

export type DefiniteToken = Extract<Token, { kind: 'property' | 'properties' | 'index' }>;

export interface DefinitePath extends ParsedPath {
  readonly tokens: readonly DefiniteToken[];
}

/** A definite path finds one value or fails; an indefinite one gives an array, however empty. */
export function isDefinite(path: ParsedPath): path is DefinitePath {
  return path.tokens.every(
    ({ kind }) => kind === 'property' || kind === 'properties' || kind === 'index',
  );
}

/** A token as Jayway writes it in its messages. */
export function fragment(token: Token): string {
  switch (token.kind) {
    case 'property':
      return `['${token.name}']`;
    case 'properties':
      return `[${token.names.map((name) => `'${name}'`).join(', ')}]`;
    case 'index':
      return `[${token.index}]`;
    case 'indexes':
      return `[${token.indexes.join(',')}]`;
    case 'slice':
      return `[${token.from ?? ''}:${token.to ?? ''}]`;
    case 'wildcard':
      return '[*]';
    case 'scan':
      return '..';
    case 'filter':
      return '[?]';
  }
}
