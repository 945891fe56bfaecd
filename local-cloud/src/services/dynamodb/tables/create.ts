import type {
  AttributeDefinition,
  CreateTableInput,
  KeySchemaElement,
  KeyType,
  LocalSecondaryIndexDescription,
  Projection,
  ProvisionedThroughput,
  SSEDescription,
  SSESpecification,
} from '@aws-sdk/client-dynamodb';
import type { Cloud } from '../../../core/service.ts';
import type { KeySchema, KeyType as ScalarType } from './keys.ts';
import { keyAttributes } from './keys.ts';
import { limitsOf } from './on-demand-throughput.ts';
import type { TableSettings } from './settings.ts';
import { SortedMap } from './sorted-map.ts';
import { type Index, Table } from './table.ts';
import { tableName } from './tables.ts';
import { TimeToLive } from './time-to-live.ts';

/** A table from a request that `checkDefinition` let pass. */
export function buildTable(input: CreateTableInput, arn: string, cloud: Cloud): Table {
  const name = tableName(input.TableName ?? '');
  return tableOf(name, initialSettings(input, arn, cloud), cloud);
}

/** A table without items, from its settings. */
export function tableOf(name: string, settings: TableSettings, cloud: Cloud): Table {
  const { definition } = settings;
  const { LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] } = definition;
  const indexes = [
    ...LocalSecondaryIndexes.map((index) => indexOf(index, 'local', definition)),
    ...GlobalSecondaryIndexes.map((index) => indexOf(index, 'global', definition)),
  ];
  return new Table(
    name,
    schemaOf(definition, definition),
    indexes,
    settings,
    new TimeToLive(cloud),
  );
}

/** An index without entries, from its description and the table's. */
export function indexOf(
  index: LocalSecondaryIndexDescription,
  kind: Index['kind'],
  definition: TableSettings['definition'],
): Index {
  const schema = schemaOf(index, definition);
  return {
    name: index.IndexName ?? '',
    kind,
    schema,
    projected: projectedNames(index.Projection, [schemaOf(definition, definition), schema]),
    entries: new SortedMap(),
    size: 0,
  };
}

function schemaOf(
  { KeySchema = [] }: Pick<TableSettings['definition'], 'KeySchema'>,
  { AttributeDefinitions }: TableSettings['definition'],
): KeySchema {
  return keySchema(KeySchema, attributeTypes(AttributeDefinitions));
}

function attributeTypes(definitions: readonly AttributeDefinition[] = []): Map<string, ScalarType> {
  return new Map(
    definitions.map(({ AttributeName, AttributeType }) => [
      AttributeName ?? '',
      AttributeType as ScalarType,
    ]),
  );
}

function keySchema(
  elements: readonly KeySchemaElement[],
  types: Map<string, ScalarType>,
): KeySchema {
  const ofType = (kind: KeyType) =>
    elements
      .filter(({ KeyType }) => KeyType === kind)
      .map(({ AttributeName: name = '' }) => ({ name, type: types.get(name) ?? 'S' }));
  return { hash: ofType('HASH'), range: ofType('RANGE') };
}

function projectedNames(
  projection: Projection | undefined,
  schemas: readonly KeySchema[],
): ReadonlySet<string> | undefined {
  if (projection?.ProjectionType === 'ALL') return undefined;
  const keys = schemas.flatMap(keyAttributes).map(({ name }) => name);
  return new Set([...keys, ...(projection?.NonKeyAttributes ?? [])]);
}

function initialSettings(input: CreateTableInput, arn: string, cloud: Cloud): TableSettings {
  const createdAt = new Date(cloud.clock.now());
  const onDemand = input.BillingMode === 'PAY_PER_REQUEST';
  return {
    arn,
    id: cloud.random.uuid(),
    createdAt,
    definition: {
      AttributeDefinitions: input.AttributeDefinitions,
      KeySchema: input.KeySchema,
      LocalSecondaryIndexes: input.LocalSecondaryIndexes,
      GlobalSecondaryIndexes: input.GlobalSecondaryIndexes?.map((index) => ({
        ...index,
        ProvisionedThroughput: describedThroughput(index.ProvisionedThroughput),
      })),
    },
    billing: onDemand
      ? { BillingMode: 'PAY_PER_REQUEST', LastUpdateToPayPerRequestDateTime: createdAt }
      : undefined,
    throughput: describedThroughput(input.ProvisionedThroughput),
    encryption: describedEncryption(input.SSESpecification, cloud),
    tableClass: input.TableClass === undefined ? undefined : { TableClass: input.TableClass },
    onDemandThroughput: limitsOf(input.OnDemandThroughput),
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    pointInTimeRecovery: undefined,
    tags: input.Tags ?? [],
    indexChange: undefined,
    stream: undefined,
  };
}

export function describedThroughput(throughput: ProvisionedThroughput | undefined) {
  return {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: throughput?.ReadCapacityUnits ?? 0,
    WriteCapacityUnits: throughput?.WriteCapacityUnits ?? 0,
  };
}

/** Without a specification the AWS owned key is used, which is not described. */
export function describedEncryption(
  specification: SSESpecification | undefined,
  cloud: Cloud,
): SSEDescription | undefined {
  if (!specification?.Enabled) return undefined;
  const key = specification.KMSMasterKeyId ?? 'alias/aws/dynamodb';
  const arn = `arn:aws:kms:${cloud.region}:${cloud.accountId}:`;
  const path = key.startsWith('alias/') ? key : `key/${key}`;
  return {
    Status: 'ENABLED',
    SSEType: 'KMS',
    KMSMasterKeyArn: key.startsWith('arn:') ? key : arn + path,
  };
}
