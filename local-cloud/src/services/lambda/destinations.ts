import { readJson } from '../../core/json-number.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { queueUrl } from '../../function-host/queue-url.ts';
import type { Outcome } from '../../function-host/types.ts';
import type { Qualified } from './qualified.ts';

/** An asynchronous event that is done with. */
export interface Finished {
  readonly requestId: string;
  readonly payload: string;
  readonly condition:
    | 'Success'
    | 'RetriesExhausted'
    | 'EventAgeExceeded'
    | 'ZeroReservedConcurrency';
  readonly attempts: number;
  /** The version that ran last. */
  readonly version: string;
  /** Of the last attempt; undefined: the function did not run. */
  readonly outcome: Outcome | undefined;
}

/** Sends what became of an event where the function's configuration says, as the function's role. */
export async function deliver(
  cloud: Cloud,
  principal: Principal,
  invoked: Qualified,
  event: Finished,
): Promise<void> {
  const { OnSuccess, OnFailure } = invoked.asyncConfig?.DestinationConfig ?? {};
  const succeeded = event.condition === 'Success';
  const letter = succeeded ? undefined : invoked.version.settings.DeadLetterArn;
  const destination = (succeeded ? OnSuccess : OnFailure)?.Destination;
  if (letter) await sendDeadLetter(cloud, principal, letter, event);
  if (destination) await sendRecord(cloud, principal, invoked, destination, event);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html#invocation-async-dlq */
async function sendDeadLetter(
  cloud: Cloud,
  principal: Principal,
  arn: string,
  { requestId, payload, outcome }: Finished,
): Promise<void> {
  const attributes = {
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: outcome ? '200' : '429' },
    ErrorMessage: { DataType: 'String', StringValue: errorMessage(outcome) },
  };
  if (arn.includes(':sqs:')) {
    await cloud.call(principal, 'SQS', 'SendMessage', {
      QueueUrl: queueUrl(cloud, arn),
      MessageBody: payload,
      MessageAttributes: attributes,
    });
  } else {
    await cloud.call(principal, 'SNS', 'Publish', {
      TopicArn: arn,
      Message: payload,
      MessageAttributes: attributes,
    });
  }
}

/** The first 1 KB of the error's message; an attribute cannot be empty. */
function errorMessage(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'Rate Exceeded.';
  const { errorMessage: text } = JSON.parse(outcome.payload) as { errorMessage?: string };
  return (text ?? '').slice(0, 1024) || 'The function failed without a message.';
}

function sendRecord(
  cloud: Cloud,
  principal: Principal,
  invoked: Qualified,
  arn: string,
  event: Finished,
): Promise<unknown> {
  const record = recordOf(cloud, invoked, event);
  const text = JSON.stringify(record);
  switch (arn.split(':')[2]) {
    case 'sqs':
      return cloud.call(principal, 'SQS', 'SendMessage', {
        QueueUrl: queueUrl(cloud, arn),
        MessageBody: text,
      });
    case 'sns':
      return cloud.call(principal, 'SNS', 'Publish', { TopicArn: arn, Message: text });
    case 'lambda':
      return cloud.call(principal, 'Lambda', 'Invoke', {
        FunctionName: arn,
        InvocationType: 'Event',
        Payload: Buffer.from(text),
      });
    default:
      return cloud.call(principal, 'EventBridge', 'PutEvents', {
        Entries: [
          {
            EventBusName: arn,
            Source: 'lambda',
            DetailType: `Lambda Function Invocation Result - ${event.condition === 'Success' ? 'Success' : 'Failure'}`,
            Detail: text,
            Resources: [invoked.eventArn],
          },
        ],
      });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function recordOf(cloud: Cloud, invoked: Qualified, event: Finished): object {
  const { outcome } = event;
  return {
    version: '1.0',
    timestamp: new Date(cloud.clock.now()).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: invoked.eventArn,
      condition: event.condition,
      approximateInvokeCount: event.attempts,
    },
    requestPayload: readJson(event.payload),
    ...(outcome && {
      responseContext: {
        statusCode: 200,
        executedVersion: event.version,
        ...(outcome.functionError && { functionError: outcome.functionError }),
      },
      responsePayload: readJson(outcome.payload),
    }),
  };
}
