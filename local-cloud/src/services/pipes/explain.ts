import { AwsError } from '../../core/errors.ts';

const NO_JSON =
  'What an InputTemplate makes must be JSON here. A template that is a path alone, such as <$.body>, loses the ' +
  'quotation marks of what it leads to, as on AWS: write {"body": <$.body>}.';

const HINTS: Readonly<Record<string, string>> = {
  StateMachineTypeNotSupported:
    'A pipe waits for Express executions alone: as its target a Standard state machine takes the ' +
    'InvocationType FIRE_AND_FORGET.',
  InvalidExecutionInput: NO_JSON,
  InvalidRequestContentException: NO_JSON,
};

/** Throws what a state machine or a function refuses a batch with, and says what can be done about it. */
export function explain(error: unknown): never {
  if (!(error instanceof AwsError) || HINTS[error.code] === undefined) throw error;
  throw new AwsError(error.code, `${error.message}\n${HINTS[error.code]}`, { cause: error });
}
