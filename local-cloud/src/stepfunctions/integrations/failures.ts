import { AwsError } from '../../core/errors.ts';
import { StatesError } from '../errors.ts';
import type { TaskFailure } from '../ports.ts';
import type { OperationShape } from './aws-calls.ts';
import { version2Service } from './java-names.ts';

/**
 * How the Java SDK of an optimised integration names its service: the prefix of error names, the
 * service in the cause, and the exception for errors that the API model does not have. Recorded
 * for DynamoDB, Lambda, SNS, SQS and Step Functions.
 */
export interface OptimisedNames {
  readonly prefix: string;
  readonly service: string;
  readonly baseException: string;
}

/**
 * The failure of an optimised integration:
 * `DynamoDB.ResourceNotFoundException`, `... (Service: AmazonDynamoDBv2; Status Code: 400; ...)`.
 */
export function optimisedFailure(
  error: unknown,
  shape: OperationShape,
  names: OptimisedNames,
  requestId: string,
): TaskFailure {
  const refused = asRefused(error);
  if (!(refused instanceof AwsError)) return refused;
  const modelled = shape.error(refused.code);
  const exception = modelled === undefined ? names.baseException : withSuffix(modelled.name);
  const code = modelled?.wireCode ?? refused.code;
  return {
    error: `${names.prefix}.${exception}`,
    cause: `${refused.message} (Service: ${names.service}; Status Code: ${refused.status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  };
}

/** The failure of an `aws-sdk:` integration: `DynamoDb.ConditionalCheckFailedException`. */
export function sdkFailure(error: unknown, shape: OperationShape, requestId: string): TaskFailure {
  const refused = asRefused(error);
  if (!(refused instanceof AwsError)) return refused;
  const service = version2Service(shape.sdkId);
  const modelled = shape.error(refused.code);
  const exception = modelled === undefined ? `${service}Exception` : withSuffix(modelled.name);
  return {
    error: `${service}.${exception}`,
    cause: `${toldBy(refused)} (Service: ${service}, Status Code: ${refused.status}, ${ids(service, requestId)}) (SDK Attempt Count: 1)`,
  };
}

/** AWS's SDK for Java, which Step Functions calls with, writes an absent message so. */
function toldBy({ message }: AwsError): string {
  return message === '' ? 'null' : message;
}

/** Recorded: S3 has a second one, which names the host that answered. */
function ids(service: string, requestId: string): string {
  const first = `Request ID: ${requestId}`;
  if (service !== 'S3') return first;
  return `${first}, Extended Request ID: ${Buffer.from(requestId).toString('base64')}`;
}

/** A failure that has its name already, or what the service answered: 500 where it broke down. */
function asRefused(error: unknown): AwsError | TaskFailure {
  if (error instanceof AwsError) return error;
  if (error instanceof StatesError) return { error: error.error, cause: error.cause };
  const message = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', message, { status: 500, cause: error });
}

function withSuffix(name: string): string {
  return name.endsWith('Exception') ? name : `${name}Exception`;
}
