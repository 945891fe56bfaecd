import { KinesisClient } from '@aws-sdk/client-kinesis';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const kinesis = new KinesisClient();
