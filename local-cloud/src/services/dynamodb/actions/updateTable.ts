import type { UpdateTableInput, UpdateTableOutput } from '@aws-sdk/client-dynamodb';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import {
  attributeDefinitions,
  billingMode,
  tableClass,
  tableNameItself,
  throughput,
} from '../members.ts';
import { onTable } from '../permissions.ts';
import { describedEncryption, describedThroughput } from '../tables/create.ts';
import { describe, type TableSettings } from '../tables/settings.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * Changes a table's settings. Indexes are fixed when the table is created.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export function updateTable(tables: Tables): Operation<UpdateTableInput, UpdateTableOutput> {
  return {
    members: {
      TableName: tableNameItself,
      AttributeDefinitions: attributeDefinitions,
      BillingMode: billingMode,
      ProvisionedThroughput: throughput,
      OnDemandThroughput: {},
      SSESpecification: {},
      TableClass: tableClass,
      DeletionProtectionEnabled: {},
    },
    permissions: (input) => [onTable(tables, 'UpdateTable', input.TableName)],
    handle(input) {
      const table = tables.getNamed(input.TableName ?? '');
      refuseOtherDefinitions(input, table.settings);
      table.settings = updated(table.settings, input, tables);
      return { TableDescription: describe(table, 'UPDATING') };
    },
  };
}

/** New attribute definitions make sense only with new indexes. */
function refuseOtherDefinitions(input: UpdateTableInput, settings: TableSettings): void {
  const { AttributeDefinitions: given } = input;
  const known = settings.definition.AttributeDefinitions ?? [];
  const same = (given ?? []).every((definition) =>
    known.some(
      ({ AttributeName, AttributeType }) =>
        AttributeName === definition.AttributeName && AttributeType === definition.AttributeType,
    ),
  );
  if (same) return;
  throw notSupported('DynamoDB', 'a change of the member AttributeDefinitions of UpdateTable');
}

function updated(settings: TableSettings, input: UpdateTableInput, tables: Tables): TableSettings {
  const { BillingMode, ProvisionedThroughput, SSESpecification, TableClass } = input;
  const now = new Date(tables.cloud.clock.now());
  return {
    ...settings,
    ...(BillingMode === 'PAY_PER_REQUEST' && {
      billing: { BillingMode, LastUpdateToPayPerRequestDateTime: now },
      throughput: describedThroughput(undefined),
    }),
    ...(BillingMode === 'PROVISIONED' && { billing: { ...settings.billing, BillingMode } }),
    ...(ProvisionedThroughput && { throughput: describedThroughput(ProvisionedThroughput) }),
    ...(SSESpecification && { encryption: describedEncryption(SSESpecification, tables.cloud) }),
    ...(TableClass && { tableClass: { TableClass, LastUpdateDateTime: now } }),
    onDemandThroughput: input.OnDemandThroughput ?? settings.onDemandThroughput,
    deletionProtection: input.DeletionProtectionEnabled ?? settings.deletionProtection,
  };
}
