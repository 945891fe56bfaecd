import { StatesError } from '../../errors.ts';

/** States.QueryEvaluationError: a JSONata expression that failed, worded as AWS does (recorded). */
export class QueryEvaluationError extends StatesError {
  /** The field the expression stands in, for example `Output/result`: the event's `location`. */
  readonly location: string;

  constructor(expression: string, location: string, what: string) {
    super(
      'States.QueryEvaluationError',
      `The JSONata expression '${expression}' specified for the field '${location}' ${what}`,
    );
    this.location = location;
  }
}

/** An expression that is not JSONata: such a definition is refused at creation. */
export class JsonataSyntaxError extends Error {
  readonly expression: string;
  /** JSONata's code, for example `S0201`. */
  readonly code: string;
  /** Where in the expression, counted in characters. */
  readonly position: number | undefined;

  constructor(expression: string, code: string, message: string, position?: number) {
    super(message);
    this.name = 'JsonataSyntaxError';
    this.expression = expression;
    this.code = code;
    this.position = position;
  }
}

/**
 * A failure that is not one of JSONata's own, which have codes: a bound that was passed, or
 * arguments that a function of Step Functions cannot take.
 */
export class EvaluationFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EvaluationFailure';
  }
}

/** Thrown, and never shown: there is more to do than may be done here. */
export const TAKES_LONG = Symbol('the evaluation takes long');

export const TIMEOUT = 'Expression evaluation timeout: Check for infinite loop';
export const STACK_OVERFLOW =
  'Stack overflow error: Check for non-terminating recursive function. ' +
  'Consider rewriting as tail-recursive.';
export const OUT_OF_MEMORY =
  'Expression evaluation memory limit exceeded: Check for excessive memory usage';
