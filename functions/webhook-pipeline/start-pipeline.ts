import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import middy from '@middy/core';
import type {
  Context,
  KinesisStreamBatchResponse,
  KinesisStreamEvent,
  KinesisStreamRecord,
} from 'aws-lambda';
import { stepFunctions } from '../kit/clients/step-functions.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { parse, parseJson } from '../kit/parse.ts';
import { type Delivery, delivery } from './delivery.ts';
import { inTurns } from './turns.ts';

const stateMachineArn = environment('STATE_MACHINE_ARN');

/** What one more execution may take: the time of the machine, and of the call. */
const EXECUTION_MS = 250_000;

const processor = new BatchProcessor(EventType.KinesisDataStreams);

/**
 * Runs the workflow for each record of a batch and waits for its end: one customer's events (one
 * partition key) one after the other, those of different customers at the same time. Where an event
 * is in nobody's hands yet, the stream keeps it and what came behind it.
 */
export const handler = middy<KinesisStreamEvent, KinesisStreamBatchResponse>()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .onError(({ error }) => logger.error('Batch failed', error as Error))
  .handler(async (event: KinesisStreamEvent, context: Context) => {
    const turn = inTurns();
    const answer = await processPartialResponse(
      event,
      (record: KinesisStreamRecord) =>
        turn(record.kinesis.partitionKey, () => handled(record, context)),
      processor,
      { context, throwOnFullBatchFailure: false },
    );
    return unlessFirst(event, answer as KinesisStreamBatchResponse);
  });

/**
 * Lambda goes on at the first record that is reported. Where that is the first one of all, the batch
 * would come again as it is, and be given up whole; a function that fails has it cut in two.
 */
function unlessFirst(
  { Records }: KinesisStreamEvent,
  answer: KinesisStreamBatchResponse,
): KinesisStreamBatchResponse {
  const first = Records[0]?.kinesis.sequenceNumber;
  if (!answer.batchItemFailures.some(({ itemIdentifier }) => itemIdentifier === first)) {
    return answer;
  }
  throw new Error(`The record ${first} failed, which is the first one of its batch.`);
}

async function handled(record: KinesisStreamRecord, context: Context): Promise<void> {
  const { sequenceNumber } = record.kinesis;
  try {
    if (context.getRemainingTimeInMillis() < EXECUTION_MS) {
      throw new Error('There is no time left for one more execution.');
    }
    await run(read(record));
  } catch (error) {
    logger.error('Left in the stream', { error: error as Error, sequenceNumber });
    throw error;
  }
}

/** Only receive-webhook writes to the stream; what somebody else wrote is a failure, not an event. */
function read({ kinesis: { data } }: KinesisStreamRecord): Delivery {
  const input = parse(delivery, parseJson(Buffer.from(data, 'base64').toString('utf8')));
  if ('data' in input) return input.data;
  throw new Error('The record is no webhook.', { cause: input.error });
}

/** Express executions may share a name: all runs of an event are found under its id. */
async function run(event: Delivery): Promise<void> {
  const { eventId } = event;
  const { status, error } = await stepFunctions.send(
    new StartSyncExecutionCommand({
      stateMachineArn,
      name: eventId.replaceAll(/[^\w-]/g, '-').slice(0, 80),
      input: JSON.stringify(event),
    }),
  );
  logger.info('The workflow ended', { eventId, status, error });
  if (status !== 'SUCCEEDED' && error !== PARKED) {
    throw new Error(`The workflow for ${eventId} ended as ${status}: ${error}`);
  }
}

/** The error of the state Event Parked: a person has the event. */
const PARKED = 'EventParked';
