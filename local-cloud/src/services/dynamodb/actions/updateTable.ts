import type { UpdateTableInput, UpdateTableOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import {
  attributeDefinitions,
  billingMode,
  encryption,
  indexUpdates,
  streamSpecification,
  tableClass,
  tableNameItself,
  throughput,
} from '../members.ts';
import { onTable } from '../permissions.ts';
import { checkStreamUpdate, updateStream } from '../streams/specification.ts';
import { describe } from '../tables/settings.ts';
import { refuseWhileUpdating, type Tables } from '../tables/tables.ts';
import { checkUpdate, updated } from '../tables/update.ts';
import { updateIndexes } from '../tables/update-indexes.ts';

/**
 * Changes a table's settings, at once, and its global indexes, which takes its time: DescribeTable
 * tells how far they are.
 * Errors: LimitExceededException, ResourceInUseException, ResourceNotFoundException,
 * ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export function updateTable(tables: Tables): Operation<UpdateTableInput, UpdateTableOutput> {
  const { cloud } = tables;
  return {
    members: {
      TableName: tableNameItself,
      AttributeDefinitions: attributeDefinitions,
      BillingMode: billingMode,
      ProvisionedThroughput: throughput,
      OnDemandThroughput: {},
      GlobalSecondaryIndexUpdates: indexUpdates,
      SSESpecification: encryption,
      StreamSpecification: streamSpecification,
      TableClass: tableClass,
      DeletionProtectionEnabled: {},
    },
    permissions: (input) => [onTable(tables, 'UpdateTable', input.TableName)],
    handle(input, { principal: { calledVia } }) {
      const table = tables.getNamed(input.TableName ?? '');
      checkUpdate(input, table.settings);
      checkStreamUpdate(input, table);
      refuseWhileUpdating(table);
      updateIndexes(table, input, calledVia === undefined ? cloud.clock : undefined);
      const asked = { ...table.settings.onDemandThroughput, ...input.OnDemandThroughput };
      table.settings = updated(table.settings, input, cloud);
      updateStream(tables, table, input.StreamSpecification);
      const TableDescription = describe(table, 'UPDATING');
      // Limits that go are told once more, as they were asked to.
      if (input.OnDemandThroughput === undefined) return { TableDescription };
      return { TableDescription: { ...TableDescription, OnDemandThroughput: asked } };
    },
  };
}
