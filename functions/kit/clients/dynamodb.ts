import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const dynamodb = new DynamoDBClient();
