import type {
  BillingMode,
  ProvisionedThroughput,
  UpdateTableInput,
} from '@aws-sdk/client-dynamodb';
import type { Cloud } from '../../../core/service.ts';
import { invalidValues, validation } from '../errors.ts';
import { describedEncryption, describedThroughput } from './create.ts';
import { checkLimits, limitsOf } from './on-demand-throughput.ts';
import type { TableSettings } from './settings.ts';

/** What UpdateTable can change: at least one must be there. */
const CHANGES = [
  'BillingMode',
  'ProvisionedThroughput',
  'OnDemandThroughput',
  'GlobalSecondaryIndexUpdates',
  'SSESpecification',
  'StreamSpecification',
  'TableClass',
  'DeletionProtectionEnabled',
] as const;

/** Throws ValidationException if the request changes nothing, or contradicts itself or the table. */
export function checkUpdate(input: UpdateTableInput, settings: TableSettings): void {
  if (CHANGES.every((member) => input[member] === undefined)) {
    throw invalidValues(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  const mode = input.BillingMode ?? settings.billing?.BillingMode ?? 'PROVISIONED';
  checkBilling(input, settings, mode);
  checkLimits(input.OnDemandThroughput, mode);
}

function checkBilling(
  { BillingMode, ProvisionedThroughput: throughput }: UpdateTableInput,
  settings: TableSettings,
  mode: BillingMode,
): void {
  if (mode === 'PAY_PER_REQUEST') {
    if (throughput === undefined) return;
    throw invalidValues(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (throughput !== undefined) checkThroughput(throughput, settings);
  else if (BillingMode !== undefined) {
    throw invalidValues('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  }
}

function checkThroughput(asked: ProvisionedThroughput, { throughput }: TableSettings): void {
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } = asked;
  if (throughput.ReadCapacityUnits !== read || throughput.WriteCapacityUnits !== write) return;
  throw validation(
    'The provisioned throughput for the table will not change. The requested value equals the current value. ' +
      `Current ReadCapacityUnits provisioned for the table: ${read}. Requested ReadCapacityUnits: ${read}. ` +
      `Current WriteCapacityUnits provisioned for the table: ${write}. Requested WriteCapacityUnits: ${write}. ` +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  );
}

/** The settings after an update that `checkUpdate` let pass. */
export function updated(
  settings: TableSettings,
  input: UpdateTableInput,
  cloud: Cloud,
): TableSettings {
  const { BillingMode, ProvisionedThroughput, SSESpecification, TableClass } = input;
  const now = new Date(cloud.clock.now());
  return {
    ...settings,
    ...(BillingMode === 'PAY_PER_REQUEST' && {
      billing: { BillingMode, LastUpdateToPayPerRequestDateTime: now },
      throughput: describedThroughput(undefined),
    }),
    ...(BillingMode === 'PROVISIONED' && { billing: { ...settings.billing, BillingMode } }),
    ...(ProvisionedThroughput && { throughput: describedThroughput(ProvisionedThroughput) }),
    ...(SSESpecification && { encryption: describedEncryption(SSESpecification, cloud) }),
    ...(TableClass && { tableClass: { TableClass, LastUpdateDateTime: now } }),
    onDemandThroughput:
      BillingMode === 'PROVISIONED'
        ? undefined
        : limitsOf({ ...settings.onDemandThroughput, ...input.OnDemandThroughput }),
    deletionProtection: input.DeletionProtectionEnabled ?? settings.deletionProtection,
  };
}
