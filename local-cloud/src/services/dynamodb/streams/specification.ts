import type { StreamSpecification, UpdateTableInput } from '@aws-sdk/client-dynamodb';
import { invalidValues, validation } from '../errors.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';

/** Throws ValidationException, as CreateTable does, where a specification contradicts itself. */
export function checkNewStream(asked: StreamSpecification | undefined): void {
  if (asked === undefined) return;
  const { StreamEnabled: isEnabled, StreamViewType: viewType } = asked;
  if (isEnabled && viewType === undefined) {
    throw invalidValues('Table is being created with a stream enabled, UpdateViewType is required');
  }
  if (!isEnabled && viewType !== undefined) {
    throw invalidValues(
      'Table is being created with a stream disabled, UpdateViewType should not be specified',
    );
  }
}

/**
 * Throws ValidationException where a specification contradicts itself or the rest of the request, and
 * where the table has such a stream, or none to disable, already.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export function checkStreamUpdate(input: UpdateTableInput, table: Table): void {
  const asked = input.StreamSpecification;
  if (asked === undefined) return;
  const { StreamEnabled: isEnabled, StreamViewType: viewType } = asked;
  if (isEnabled && viewType === undefined) {
    throw invalidValues('If stream is being enabled then UpdateViewType is required');
  }
  if (!isEnabled && viewType !== undefined) {
    throw invalidValues('If stream is being disabled, then UpdateViewType must not be specified');
  }
  checkAlone(input);
  if (isEnabled && table.stream !== undefined) {
    throw validation(`Table already has an enabled stream: TableName: ${table.name}`);
  }
  if (!isEnabled && table.stream === undefined) {
    throw validation(`Table has no stream to disable: TableName: ${table.name}`);
  }
}

/** With a stream nothing else is changed but the billing mode, to PAY_PER_REQUEST. */
function checkAlone(input: UpdateTableInput): void {
  for (const [member, what] of EXCLUSIVE) {
    if (input[member] === undefined) continue;
    throw invalidValues(`${what} modification must be the only operation in the request`);
  }
  if (input.OnDemandThroughput !== undefined) {
    throw invalidValues(
      'OnDemandThroughput can only be combined with BillingMode in an UpdateTable request',
    );
  }
  if (input.ProvisionedThroughput !== undefined || input.BillingMode === 'PROVISIONED') {
    throw invalidValues('You cannot modify stream status while updating table IOPS');
  }
  const indexes = input.GlobalSecondaryIndexUpdates ?? [];
  if (indexes.some(({ Create, Delete }) => Create ?? Delete)) {
    throw invalidValues('You cannot create or delete index while changing stream status');
  }
}

/** In the order in which AWS tells them. */
const EXCLUSIVE = [
  ['SSESpecification', 'Server-Side Encryption'],
  ['TableClass', 'TableClass'],
  ['DeletionProtectionEnabled', 'DeletionProtection'],
] as const;

/** Enables or disables the table's stream, as a specification that was checked asks. */
export function updateStream(
  tables: Tables,
  table: Table,
  asked: StreamSpecification | undefined,
): void {
  if (asked?.StreamEnabled) enableStream(tables, table, asked);
  else if (asked !== undefined) disableStream(table);
}

function enableStream(
  { streams }: Tables,
  table: Table,
  { StreamViewType: viewType }: StreamSpecification,
): void {
  const { arn, definition } = table.settings;
  const source = { name: table.name, arn, keySchema: definition.KeySchema ?? [] };
  table.stream = streams.open(source, viewType!);
  const latest = { arn: table.stream.arn, label: table.stream.origin.label, viewType };
  table.settings = { ...table.settings, stream: latest };
}

/** DescribeTable goes on to name it: its records can be read for a day. */
function disableStream(table: Table): void {
  table.stream?.close();
  table.stream = undefined;
  const { settings } = table;
  table.settings = {
    ...settings,
    stream: settings.stream && { ...settings.stream, viewType: undefined },
  };
}
