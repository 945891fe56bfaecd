import { StatesError } from '../../errors.ts';
import type { Scope } from '../scope.ts';
import type { PathReader } from './compile-path.ts';

/** A path or intrinsic call that is not well-formed: such a definition is refused at creation. */
export class PathSyntaxError extends Error {
  /** The path or call as written. */
  readonly text: string;

  constructor(text: string, message: string) {
    super(message);
    this.name = 'PathSyntaxError';
    this.text = text;
  }
}

/**
 * A definite path that leads nowhere in the data. As it stands it reads as AWS words it for
 * InputPath and OutputPath (recorded); fields with words of their own catch it and use `reason`.
 */
export class PathError extends StatesError {
  /** The path as written. */
  readonly path: string;
  /** Jayway's text, for example `Missing property in path $['no']`. */
  readonly reason: string;

  constructor(path: string, reason: string) {
    super('States.Runtime', `Invalid path '${path}' : ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

/**
 * States.Runtime for a path of a payload template that leads nowhere. A context path is shown as it
 * is written, and the context object as the input (as failed executions on AWS show it).
 */
export function notFound(path: PathReader, field: string, scope: Scope): StatesError {
  return new StatesError(
    'States.Runtime',
    `The JSONPath '${path.text}' specified for the field '${field}' could not be found in the ` +
      `input '${documentOf(path, scope)}'`,
  );
}

/** The path as AWS shows it for ItemsPath: a context path with one `$` only (recorded). */
export function pathInDocument(path: PathReader): string {
  return path.source === 'context' ? path.text.slice(1) : path.text;
}

/** The document a path was applied to, as compact JSON. */
export function documentOf(path: PathReader, scope: Scope): string {
  if (path.source === 'input') return JSON.stringify(scope.input);
  return JSON.stringify(path.source === 'context' ? scope.context : scope.variables);
}
