import { chain, type Eventually, inTurn } from '../execution/eventually.ts';
import { errorAndCause, runtimeError } from '../execution/failure.ts';
import type { Step } from '../execution/node.ts';
import { StrandScope } from '../execution/scope.ts';
import type { Strand } from '../execution/strand.ts';
import type { FailState, QueryLanguage } from '../language/definition.ts';
import type { Scope } from '../query/scope.ts';
import { BaseNode } from './base.ts';
import { jsonataOf, pathOrIntrinsic } from './expressions.ts';

type Text = (scope: Scope) => Eventually<string | undefined>;

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export class FailNode extends BaseNode {
  readonly #error: Text;
  readonly #cause: Text;

  constructor(name: string, state: FailState) {
    super(name, state);
    this.#error = text('Error', state.Error, state.ErrorPath, state.QueryLanguage);
    this.#cause = text('Cause', state.Cause, state.CausePath, state.QueryLanguage);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    const scope = new StrandScope(strand, strand.input.value);
    return chain(inTurn([() => this.#error(scope), () => this.#cause(scope)]), ([error, cause]) => {
      return strand.fail(errorAndCause({ error, cause }));
    });
  }
}

function text(
  field: string,
  literal: string | undefined,
  path: string | undefined,
  language: QueryLanguage,
): Text {
  if (path !== undefined) return fromPath(`${field}Path`, path);
  if (literal === undefined || language === 'JSONPath') return () => literal;
  const evaluate = jsonataOf(literal, field, 'string');
  return (scope) => chain(evaluate(scope), String);
}

function fromPath(field: string, path: string): Text {
  const evaluate = pathOrIntrinsic(path, field);
  return (scope) =>
    chain(evaluate(scope), (value) => {
      if (typeof value === 'string') return value;
      throw runtimeError(
        `The ${field} field refers to value ${JSON.stringify(value)} which is not a string: ${path}`,
      );
    });
}
