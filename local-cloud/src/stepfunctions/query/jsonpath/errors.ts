import { StatesError } from '../../errors.ts';

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
