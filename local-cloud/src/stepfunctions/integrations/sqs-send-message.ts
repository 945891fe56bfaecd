import type { JsonObject } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
import type { OptimisedIntegration } from './optimised.ts';

/**
 * `sqs:sendMessage`; a `MessageBody` that is an object is sent as its JSON text.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html
 */
export const sqsSendMessage: OptimisedIntegration = {
  patterns: ['request', 'waitForTaskToken'],
  names: { prefix: 'SQS', service: 'AmazonSQS', baseException: 'AmazonSQSException' },
  headers: { contentType: 'application/x-amz-json-1.0', connection: 'connection' },
  request: resolveQueue,
};

/** Recorded: the SDK calls the host of the queue's URL, and one that is no queue's is not found. */
function resolveQueue(parameters: JsonObject): JsonObject {
  const { QueueUrl } = parameters;
  if (typeof QueueUrl !== 'string' || !URL.canParse(QueueUrl)) return parameters;
  const url = new URL(QueueUrl);
  if (url.pathname !== '/') return parameters;
  throw new StatesError(
    'SQS.SdkClientException',
    `Unable to execute HTTP request: ${url.hostname}: Name or service not known`,
  );
}
