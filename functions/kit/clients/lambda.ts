import { LambdaClient } from '@aws-sdk/client-lambda';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const lambda = new LambdaClient();
