import { StatesError } from '../errors.ts';
import type { PathReader } from './jsonpath/compile-path.ts';
import type { Scope } from './scope.ts';

/** States.Runtime for a path of a payload template that leads nowhere (recorded text). */
export function notFound(path: PathReader, field: string, scope: Scope): StatesError {
  return new StatesError(
    'States.Runtime',
    `The JSONPath '${pathInDocument(path)}' specified for the field '${field}' could not be ` +
      `found in the input '${documentOf(path, scope)}'`,
  );
}

/** The path as AWS shows it: a context path with one `$` only (recorded for ItemsPath). */
export function pathInDocument(path: PathReader): string {
  return path.source === 'context' ? path.text.slice(1) : path.text;
}

/** The document a path was applied to, as compact JSON. */
export function documentOf(path: PathReader, scope: Scope): string {
  if (path.source === 'input') return JSON.stringify(scope.input);
  return JSON.stringify(path.source === 'context' ? scope.context : scope.variables);
}
