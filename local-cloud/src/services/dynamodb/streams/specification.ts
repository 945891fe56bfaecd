import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import { invalidValues, validation } from '../errors.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';

/** Throws ValidationException where a specification contradicts itself. */
export function checkSpecification(asked: StreamSpecification | undefined): void {
  if (asked === undefined) return;
  if (asked.StreamEnabled && asked.StreamViewType === undefined) {
    throw invalidValues(
      'StreamSpecification enables the stream without a StreamViewType. Give KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES',
    );
  }
  if (!asked.StreamEnabled && asked.StreamViewType !== undefined) {
    throw invalidValues(
      'StreamSpecification has a StreamViewType, but StreamEnabled is false. Leave StreamViewType out, or enable the stream',
    );
  }
}

/**
 * Throws ValidationException where the table has such a stream, or none to disable, already.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export function checkStreamUpdate(asked: StreamSpecification | undefined, table: Table): void {
  checkSpecification(asked);
  if (asked === undefined || asked.StreamEnabled !== (table.stream !== undefined)) return;
  const has = asked.StreamEnabled ? 'an enabled stream' : 'stream disabled';
  throw validation(`Table already has ${has}: TableName: ${table.name}`);
}

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
