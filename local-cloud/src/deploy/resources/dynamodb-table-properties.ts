import * as z from 'zod';
import { boolean, number, tags } from '../resource-type.ts';

const keySchema = z.array(
  z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }),
);
const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const throughput = z.strictObject({ ReadCapacityUnits: number, WriteCapacityUnits: number });
const limits = z.strictObject({
  MaxReadRequestUnits: number.optional(),
  MaxWriteRequestUnits: number.optional(),
});
const index = z.strictObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: projection,
});
const globalIndex = index.extend({
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: limits.optional(),
});

const streamViewType = z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']);

export const tableProperties = z.strictObject({
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: keySchema,
  BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).optional(),
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: limits.optional(),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).optional(),
  GlobalSecondaryIndexes: z.array(globalIndex).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  SSESpecification: z.strictObject({ SSEEnabled: boolean }).optional(),
  StreamSpecification: z.strictObject({ StreamViewType: streamViewType }).optional(),
  PointInTimeRecoverySpecification: z
    .strictObject({ PointInTimeRecoveryEnabled: boolean })
    .optional(),
  TimeToLiveSpecification: z
    .strictObject({ AttributeName: z.string(), Enabled: boolean })
    .optional(),
  DeletionProtectionEnabled: boolean.optional(),
  Tags: tags.optional(),
});

export type TableProperties = z.output<typeof tableProperties>;
