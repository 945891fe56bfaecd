import { AwsError } from '../../core/errors.ts';
import { validationErrors } from '../../core/validation-errors.ts';

/** What a request breaks of an operation's contract. */
export const refusal = validationErrors('ValidationException');

/**
 * The exceptions of the Step Functions API with AWS's texts (recorded, unless a comment says
 * otherwise). All have status 400.
 */
export function invalidArn(reason: string): AwsError {
  return new AwsError('InvalidArn', `Invalid Arn: '${reason}'`);
}

export function invalidName(name: string): AwsError {
  return new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
}

export function stateMachineDoesNotExist(arn: string): AwsError {
  return new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

export function stateMachineDeleting(arn: string): AwsError {
  return new AwsError('StateMachineDeleting', `State Machine is being deleted: '${arn}'`);
}

export function executionDoesNotExist(arn: string): AwsError {
  return new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

export function activityDoesNotExist(arn: string): AwsError {
  return new AwsError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
}

export function resourceNotFound(arn: string): AwsError {
  return new AwsError('ResourceNotFound', `Resource not found: '${arn}'`, {
    members: { resourceName: arn },
  });
}

/** Aliases and Map Runs. */
export function referenceNotFound(arn: string): AwsError {
  return new AwsError('ResourceNotFound', 'Request references a resource that does not exist.', {
    members: { resourceName: arn },
  });
}

export function typeNotSupported(): AwsError {
  return new AwsError(
    'StateMachineTypeNotSupported',
    'This operation is not supported by this type of state machine',
  );
}

export function invalidLogging(reason: string): AwsError {
  return new AwsError('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${reason}`);
}

export function invalid(message: string, reason?: string): AwsError {
  return new AwsError('ValidationException', message, reason ? { members: { reason } } : {});
}

export function quotaExceeded(what: string, limit: number): AwsError {
  return new AwsError(
    'ServiceQuotaExceededException',
    `A state machine can have ${limit} ${what}. Delete one first.`,
  );
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}
