import type { CreateTableInput, CreateTableOutput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import {
  attributeDefinitions,
  billingMode,
  encryption,
  globalIndexes,
  keySchema,
  localIndexes,
  streamSpecification,
  tableClass,
  tableNameItself,
  tags,
  throughput,
} from '../members.ts';
import { onTable } from '../permissions.ts';
import { checkNewStream, updateStream } from '../streams/specification.ts';
import { checkDefinition } from '../tables/check-definition.ts';
import { buildTable } from '../tables/create.ts';
import { describe } from '../tables/settings.ts';
import { type Tables, tableName } from '../tables/tables.ts';

/**
 * Creates a table. The answer says CREATING, as AWS's does; the table can be used at once.
 * Errors: ResourceInUseException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
export function createTable(tables: Tables): Operation<CreateTableInput, CreateTableOutput> {
  return {
    members: {
      TableName: { ...tableNameItself, length: [3, 255] },
      AttributeDefinitions: { ...attributeDefinitions, required: true },
      KeySchema: keySchema,
      LocalSecondaryIndexes: localIndexes,
      GlobalSecondaryIndexes: globalIndexes,
      BillingMode: billingMode,
      ProvisionedThroughput: throughput,
      OnDemandThroughput: {},
      SSESpecification: encryption,
      StreamSpecification: streamSpecification,
      TableClass: tableClass,
      DeletionProtectionEnabled: {},
      Tags: tags,
    },
    permissions: (input) => [
      onTable(tables, 'CreateTable', input.TableName),
      ...(input.Tags === undefined ? [] : [onTable(tables, 'TagResource', input.TableName)]),
    ],
    handle(input) {
      checkDefinition(input);
      checkNewStream(input.StreamSpecification);
      const name = tableName(input.TableName ?? '');
      if (tables.find(name) !== undefined) {
        throw new AwsError('ResourceInUseException', `Table already exists: ${name}`);
      }
      const table = buildTable(input, tables.arn(name), tables.cloud);
      tables.add(table);
      updateStream(tables, table, input.StreamSpecification);
      return { TableDescription: describe(table, 'CREATING') };
    },
  };
}
