import type { Json } from '../../../json.ts';

/** One step of a path, as Jayway JsonPath divides it. */
export type Token =
  | { readonly kind: 'property'; readonly name: string }
  /** `['a','b']`: an object of those members. */
  | { readonly kind: 'properties'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  /** `..`: the next token applied to every value below, and to the value itself. */
  | { readonly kind: 'scan' }
  | { readonly kind: 'filter'; readonly accepts: Predicate }
  | { readonly kind: 'function'; readonly name: string; readonly parameters: readonly Parameter[] };

/** `item` is `@`, `root` is `$`. */
export type Predicate = (item: Json, root: Json) => boolean;

/** An argument of a path function: a value, or a path from the root. */
export type Parameter = (item: Json, root: Json) => Json | undefined;

/** Which document a path starts from. `@` (the item) occurs inside filters only. */
export type Root =
  | { readonly kind: 'input' | 'context' | 'item' }
  | { readonly kind: 'variable'; readonly name: string };

export interface ParsedPath {
  readonly text: string;
  readonly root: Root;
  readonly tokens: readonly Token[];
}

/** A definite path finds one value or fails; an indefinite one gives an array, however empty. */
export function isDefinite(tokens: readonly Token[]): boolean {
  if (isScanIntoFunction(tokens)) return true;
  return tokens.every(({ kind }) => DEFINITE.has(kind));
}

/** `$..price.max()`: the function takes the whole result of the scan. */
export function isScanIntoFunction(tokens: readonly Token[]): boolean {
  return tokens[0]?.kind === 'scan' && tokens.at(-1)?.kind === 'function';
}

const DEFINITE: ReadonlySet<Token['kind']> = new Set([
  'property',
  'properties',
  'index',
  'function',
]);

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
    case 'function':
      return `.${token.name}()`;
  }
}
