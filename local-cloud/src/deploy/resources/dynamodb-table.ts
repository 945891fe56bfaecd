import type {
  CreateTableCommandOutput,
  DescribeTableCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { defined, orRemoved, resourceType } from '../resource-type.ts';
import { tableChanges } from './dynamodb-table-changes.ts';
import { tableProperties } from './dynamodb-table-properties.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const dynamodbTable = resourceType({
  type: 'AWS::DynamoDB::Table',
  properties: tableProperties,
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
  fixed: ['TableName', 'KeySchema', 'LocalSecondaryIndexes', 'Tags'],
  async update({ ref: TableName, attributes }, properties, context, before) {
    for (const [operation, input] of tableChanges(before, properties)) {
      await context.call('DynamoDB', operation, { TableName, ...input });
    }
    const input = { TableName };
    const { Table } = await context.call<DescribeTableCommandOutput>(
      'DynamoDB',
      'DescribeTable',
      input,
    );
    const { StreamArn: _, ...others } = attributes!;
    const StreamArn = Table!.StreamSpecification && Table!.LatestStreamArn;
    return { attributes: { ...others, ...(StreamArn && { StreamArn }) } };
  },
});
