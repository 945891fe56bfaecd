import type {
  BillingModeSummary,
  ProvisionedThroughputDescription,
  SSEDescription,
  StreamViewType,
  TableClassSummary,
  TableDescription,
  Tag,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { given, shape } from '../../../core/state.ts';
import { describedPhase, type IndexChange, isUpdating } from './index-change.ts';
import type { Table } from './table.ts';

/** What a table was created or updated with; described back, without effect on reads and writes. */
export interface TableSettings {
  readonly arn: string;
  readonly id: string;
  readonly createdAt: Date;
  readonly definition: Pick<
    TableDescription,
    'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'
  >;
  readonly billing: BillingModeSummary | undefined;
  readonly throughput: ProvisionedThroughputDescription;
  readonly encryption: SSEDescription | undefined;
  readonly tableClass: TableClassSummary | undefined;
  readonly onDemandThroughput: TableDescription['OnDemandThroughput'];
  readonly deletionProtection: boolean;
  readonly pointInTimeRecovery: PointInTimeRecovery | undefined;
  readonly tags: readonly Tag[];
  readonly indexChange: IndexChange | undefined;
  readonly stream: LatestStream | undefined;
}

/** The stream of a table, or the last one that it had. */
export interface LatestStream {
  readonly arn: string;
  readonly label: string;
  /** Undefined: it is disabled. */
  readonly viewType: StreamViewType | undefined;
}

export interface PointInTimeRecovery {
  readonly days: number;
  readonly since: Date;
}

export const SAVED_SETTINGS = shape<TableSettings>({
  arn: z.string(),
  id: z.string(),
  createdAt: z.date(),
  definition: given(),
  billing: given().optional(),
  throughput: given(),
  encryption: given().optional(),
  tableClass: given().optional(),
  onDemandThroughput: given().optional(),
  deletionProtection: z.boolean(),
  pointInTimeRecovery: z.strictObject({ days: z.number(), since: z.date() }).optional(),
  tags: z.array(given<Tag>()),
  indexChange: given<IndexChange>().optional(),
  stream: given<LatestStream>().optional(),
});

/** The table as DescribeTable tells it. */
export function describe(table: Table, status: TableDescription['TableStatus']): TableDescription {
  const { settings } = table;
  const { definition } = settings;
  return {
    AttributeDefinitions: definition.AttributeDefinitions,
    TableName: table.name,
    KeySchema: definition.KeySchema,
    TableStatus: status === 'ACTIVE' && isUpdating(table) ? 'UPDATING' : status,
    CreationDateTime: settings.createdAt,
    ProvisionedThroughput: settings.throughput,
    TableSizeBytes: table.size,
    ItemCount: table.entries.size,
    TableArn: settings.arn,
    TableId: settings.id,
    BillingModeSummary: settings.billing,
    LocalSecondaryIndexes: definition.LocalSecondaryIndexes?.map((index) => ({
      ...index,
      ...describeIndex(table, index.IndexName),
    })),
    GlobalSecondaryIndexes: describeGlobalIndexes(table, status),
    SSEDescription: settings.encryption,
    TableClassSummary: settings.tableClass,
    DeletionProtectionEnabled: settings.deletionProtection,
    OnDemandThroughput: settings.onDemandThroughput,
    ...(settings.stream && describeStream(settings.stream)),
  };
}

function describeStream({ arn, label, viewType }: LatestStream): Partial<TableDescription> {
  return {
    ...(viewType && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: viewType },
    }),
    LatestStreamLabel: label,
    LatestStreamArn: arn,
  };
}

function describeGlobalIndexes(table: Table, status: TableDescription['TableStatus']) {
  const { definition, indexChange } = table.settings;
  const deleted = indexChange?.phase === 'deleting' ? [indexChange.index] : [];
  const indexes = [...(definition.GlobalSecondaryIndexes ?? []), ...deleted];
  if (indexes.length === 0) return undefined;
  return indexes.map((index) => ({
    ...index,
    ...describeIndex(table, index.IndexName),
    IndexStatus: status === 'CREATING' ? status : ('ACTIVE' as const),
    ...describedPhase(table, index.IndexName),
  }));
}

function describeIndex(table: Table, name: string | undefined) {
  const index = table.indexes.get(name ?? '');
  return {
    IndexSizeBytes: index?.size ?? 0,
    ItemCount: index?.entries.size ?? 0,
    IndexArn: `${table.settings.arn}/index/${name}`,
  };
}
