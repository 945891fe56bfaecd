/**
 * Errors that go away by themselves, as the integrations name them: `Service.Error`. The optimised
 * integrations and the `aws-sdk` ones spell some services differently (`DynamoDB`, `DynamoDb`).
 */
const TRANSIENT = new Set([
  'ServiceException',
  'AWSLambdaException',
  'SdkClientException',
  'TooManyRequestsException',
  'ClientExecutionTimeoutException',
  'Unknown',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceededException',
  'ThrottlingException',
  'InternalServerErrorException',
  // What SNS calls the two above.
  'ThrottledException',
  'InternalErrorException',
  // SQS and ECS have no names of their own for being throttled or out of order.
  'AmazonSQSException',
  'AmazonECSException',
  // ECS: the fault is its own.
  'ServerException',
  // What S3 calls to be asked too often, as all that the API model has no name for.
  'S3Exception',
  // What Glue calls to be out of order.
  'InternalServiceException',
  'OperationTimeoutException',
  // Also what a collision of two transactions is called.
  'TransactionCanceledException',
]);

/**
 * A function that gave no answer: it ran out of its time, or its runtime ended, out of memory too.
 * docs/retries.md tells where the names are from.
 */
const NO_ANSWER = ['Sandbox.Timedout', 'Runtime.ExitError'];

/** What every Task that calls a function retries: a handler does its work once, however often it is called. */
export const LAMBDA_TRANSIENT = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.Unknown',
  ...NO_ANSWER,
];

/** Errors of our own handlers that are gone a moment later. */
const OWN_TRANSIENT = new Set(['SpotsContended', 'StockContended', 'PaymentProviderUnavailable']);

/** A `States.*` error, any other business error or one that no second try helps is not transient. */
export function isTransient(error: string): boolean {
  if (OWN_TRANSIENT.has(error) || NO_ANSWER.includes(error)) return true;
  const [service, name, ...rest] = error.split('.');
  return service !== 'States' && rest.length === 0 && name !== undefined && TRANSIENT.has(name);
}
