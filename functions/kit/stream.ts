import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type {
  Context,
  KinesisStreamBatchResponse,
  KinesisStreamEvent,
  KinesisStreamRecord,
} from 'aws-lambda';
import type * as z from 'zod/mini';
import { logger } from './logger.ts';
import { read } from './parse.ts';
import { inTurns } from './turns.ts';

export type StreamHandler = (
  event: KinesisStreamEvent,
  context: Context,
) => Promise<KinesisStreamBatchResponse>;

/**
 * The handler behind a stream of JSON records: those of one partition key one after the other, those
 * of different keys at the same time. What it is not through with the stream keeps, and behind it
 * what has the same key.
 */
export function streamHandler<Schema extends z.ZodMiniType>(
  schema: Schema,
  work: (record: z.output<Schema>, context: Context) => Promise<void>,
): StreamHandler {
  const processor = new BatchProcessor(EventType.KinesisDataStreams);
  return middy<KinesisStreamEvent, KinesisStreamBatchResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .onError(({ error }) => logger.error('Batch failed', error as Error))
    .handler(async (event, context) => {
      const turn = inTurns();
      const handled = ({ kinesis }: KinesisStreamRecord) =>
        turn(kinesis.partitionKey, () =>
          logged(kinesis.sequenceNumber, () =>
            work(read(schema, textOf(kinesis.data), 'record'), context),
          ),
        );
      const options = { context, throwOnFullBatchFailure: false };
      const answer = await processPartialResponse(event, handled, processor, options);
      return unlessFirst(event, answer as KinesisStreamBatchResponse);
    });
}

/**
 * Lambda goes on at the first record that is reported. Where that is the first one of all, the batch
 * would come again as it is, and be given up whole; a function that fails has it cut in two, if its
 * mapping says so (BisectBatchOnFunctionError).
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
function unlessFirst(
  { Records }: KinesisStreamEvent,
  answer: KinesisStreamBatchResponse,
): KinesisStreamBatchResponse {
  const first = Records[0]?.kinesis.sequenceNumber;
  const failed = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  if (first === undefined || !failed.includes(first)) return answer;
  throw new Error(`The record ${first} failed, which is the first one of its batch.`);
}

async function logged(sequenceNumber: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    logger.error('Left in the stream', { error: error as Error, sequenceNumber });
    throw error;
  }
}

function textOf(data: string): string {
  return Buffer.from(data, 'base64').toString('utf8');
}
