import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod/mini';
import { logger } from './logger.ts';
import { read } from './parse.ts';

export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * The handler behind a queue of JSON messages, one message after the other. Those that it is not
 * through with stay in the queue, for the next try or in the end for its dead-letter queue.
 */
export function queueHandler<Schema extends z.ZodMiniType>(
  schema: Schema,
  work: (message: z.output<Schema>) => Promise<void>,
): QueueHandler {
  const processor = new BatchProcessor(EventType.SQS);
  const handled = async ({ messageId, body }: SQSRecord) => {
    try {
      await work(read(schema, body, 'message'));
    } catch (error) {
      logger.error('Message failed', { error: error as Error, messageId });
      throw error;
    }
  };
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event, context) => {
      const options = { context, processInParallel: false };
      return processPartialResponse(
        event,
        handled,
        processor,
        options,
      ) as Promise<SQSBatchResponse>;
    });
}
