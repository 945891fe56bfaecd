import type { CreateTableCommandOutput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { boolean, defined, number, orRemoved, resourceType, tags } from '../resource-type.ts';

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

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const dynamodbTable = resourceType({
  type: 'AWS::DynamoDB::Table',
  properties: z.strictObject({
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
  }),
  async create(properties, context) {
    const TableName = properties.TableName ?? context.generatedName();
    const {
      SSESpecification,
      StreamSpecification: stream,
      PointInTimeRecoverySpecification,
      TimeToLiveSpecification,
      ...table
    } = properties;
    const created = await context.call<CreateTableCommandOutput>(
      'DynamoDB',
      'CreateTable',
      defined({
        ...table,
        TableName,
        SSESpecification: SSESpecification && { Enabled: SSESpecification.SSEEnabled },
        // To have one is to enable it.
        StreamSpecification: stream && { StreamEnabled: true, ...stream },
      }),
    );
    const call = (operation: string, input: object = {}) =>
      context.call('DynamoDB', operation, { TableName, ...input });
    const remove = () => call('DeleteTable');
    await orRemoved(remove, async () => {
      if (TimeToLiveSpecification) await call('UpdateTimeToLive', { TimeToLiveSpecification });
      if (PointInTimeRecoverySpecification) {
        await call('UpdateContinuousBackups', { PointInTimeRecoverySpecification });
      }
    });
    const { TableArn, LatestStreamArn } = created.TableDescription!;
    return {
      ref: TableName,
      attributes: { Arn: TableArn!, ...(LatestStreamArn && { StreamArn: LatestStreamArn }) },
      remove,
    };
  },
});
