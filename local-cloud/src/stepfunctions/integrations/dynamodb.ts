import type { OptimisedIntegration } from './optimised.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */
const item: OptimisedIntegration = {
  patterns: ['request'],
  names: {
    prefix: 'DynamoDB',
    service: 'AmazonDynamoDBv2',
    baseException: 'AmazonDynamoDBException',
  },
  headers: {
    contentType: 'application/x-amz-json-1.0',
    connection: 'Connection',
    more: { Server: 'Server' },
    crc32: true,
  },
};

export const dynamodb: Readonly<Record<string, OptimisedIntegration>> = {
  getItem: item,
  putItem: item,
  updateItem: item,
  deleteItem: item,
};
