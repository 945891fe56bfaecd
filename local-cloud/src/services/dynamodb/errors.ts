import { AwsError } from '../../core/errors.ts';

/** The request breaks a rule that no table needs to be looked at for, or that the item breaks. */
export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** `validation` with the opening that AWS gives to most rules on values. */
export function invalidValues(message: string): AwsError {
  return validation(`One or more parameter values were invalid: ${message}`);
}

/** Told at once: a transaction is refused for it, not cancelled. */
export class EmptyKeyValue extends AwsError {
  constructor(problem: string) {
    super('ValidationException', `One or more parameter values are not valid. ${problem}`);
  }
}

/** What the request holds is not of the type that the API model says. */
export function serialization(message: string): AwsError {
  return new AwsError('SerializationException', message);
}

/** Reads and writes name no table in this message; the control plane's calls do. */
export function noSuchTable(): AwsError {
  return new AwsError('ResourceNotFoundException', 'Requested resource not found');
}

export function noSuchTableNamed(name: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: Table: ${name} not found`,
  );
}
