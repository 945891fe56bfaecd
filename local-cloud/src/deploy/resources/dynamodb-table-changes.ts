import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../core/errors.ts';
import { defined } from '../resource-type.ts';
import type { TableProperties } from './dynamodb-table-properties.ts';

type Call = readonly [operation: string, input: object];
type Index = NonNullable<TableProperties['GlobalSecondaryIndexes']>[number];

/** The calls that make a table what it shall be. What is left out has its default again. */
export function* tableChanges(before: TableProperties, next: TableProperties): Generator<Call> {
  refuseRetyped(before, next);
  yield* protection(before, next);
  yield* capacity(before, next);
  for (const update of indexUpdates(before, next)) {
    const { AttributeDefinitions } = next;
    yield ['UpdateTable', { AttributeDefinitions, GlobalSecondaryIndexUpdates: [update] }];
  }
  yield* stream(before, next);
  yield* recovery(before, next);
  yield* timeToLive(before, next);
}

function* protection(before: TableProperties, next: TableProperties): Generator<Call> {
  const [was, is] = [before, next].map((one) => ({
    TableClass: one.TableClass ?? 'STANDARD',
    DeletionProtectionEnabled: one.DeletionProtectionEnabled ?? false,
    SSESpecification: { Enabled: one.SSESpecification?.SSEEnabled ?? false },
  }));
  for (const [name, value] of Object.entries(is!)) {
    if (!isDeepStrictEqual(value, Reflect.get(was!, name)))
      yield ['UpdateTable', { [name]: value }];
  }
}

function* capacity(before: TableProperties, next: TableProperties): Generator<Call> {
  const [was, is] = [before, next].map((one) => {
    const { BillingMode = 'PROVISIONED', ProvisionedThroughput, OnDemandThroughput } = one;
    return defined({ BillingMode, ProvisionedThroughput, OnDemandThroughput });
  });
  if (isDeepStrictEqual(was, is)) return;
  const isOnDemand = is!.BillingMode === 'PAY_PER_REQUEST';
  yield ['UpdateTable', isOnDemand ? withoutGoneLimits(was!, is!) : is!];
}

/** A limit that is not named stays: one that has gone is -1. */
function withoutGoneLimits<Limited extends Pick<Index, 'OnDemandThroughput'>>(
  was: Limited,
  is: Limited,
): Limited {
  const { OnDemandThroughput: before = {} } = was;
  const gone = Object.fromEntries(Object.keys(defined(before)).map((name) => [name, -1]));
  const OnDemandThroughput = { ...gone, ...defined(is.OnDemandThroughput ?? {}) };
  return Object.keys(OnDemandThroughput).length === 0 ? is : { ...is, OnDemandThroughput };
}

/** @throws UserError for an attribute whose values would have to be of another type from now on */
function refuseRetyped(before: TableProperties, next: TableProperties): void {
  for (const { AttributeName, AttributeType } of next.AttributeDefinitions) {
    const was = before.AttributeDefinitions.find((one) => one.AttributeName === AttributeName);
    if (was === undefined || was.AttributeType === AttributeType) continue;
    throw new UserError(`The type of the attribute ${AttributeName} cannot be changed in place`, {
      why: `It is ${was.AttributeType}, and items have it as a key.`,
      fix: 'Give the table or the index another name, so that another one is made.',
    });
  }
}

/** DynamoDB changes one at a time. */
function indexUpdates(before: TableProperties, next: TableProperties): object[] {
  const [was, is] = [before, next].map((one) => indexesOf(one));
  const gone = [...was!.keys()].filter((name) => !is!.has(name));
  return [
    ...gone.map((IndexName) => ({ Delete: { IndexName } })),
    ...[...is!.values()].flatMap((index) => indexUpdate(was!.get(index.IndexName), index)),
  ];
}

function indexesOf({ GlobalSecondaryIndexes = [] }: TableProperties): Map<string, Index> {
  return new Map(GlobalSecondaryIndexes.map((index) => [index.IndexName, index]));
}

/** @throws UserError for what only another index can have otherwise */
function indexUpdate(was: Index | undefined, index: Index): object[] {
  if (was === undefined) return [{ Create: index }];
  const { IndexName, KeySchema, Projection } = index;
  const isSame = isDeepStrictEqual([was.KeySchema, was.Projection], [KeySchema, Projection]);
  if (!isSame) {
    throw new UserError(
      `Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification`,
      {
        why: `The keys or the projection of ${IndexName} have changed.`,
        fix: 'Create a new GSI with a different name.',
      },
    );
  }
  if (isDeepStrictEqual(was, index)) return [];
  const { ProvisionedThroughput, OnDemandThroughput } = withoutGoneLimits(was, index);
  return [{ Update: defined({ IndexName, ProvisionedThroughput, OnDemandThroughput }) }];
}

/** Its view changes with another stream in its place. */
function* stream(before: TableProperties, next: TableProperties): Generator<Call> {
  const [was, is] = [before.StreamSpecification, next.StreamSpecification];
  if (isDeepStrictEqual(was, is)) return;
  if (was) yield ['UpdateTable', { StreamSpecification: { StreamEnabled: false } }];
  if (is) yield ['UpdateTable', { StreamSpecification: { StreamEnabled: true, ...is } }];
}

function* recovery(before: TableProperties, next: TableProperties): Generator<Call> {
  const [was, is] = [before, next].map(
    (one) => one.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false,
  );
  if (was === is) return;
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: is };
  yield ['UpdateContinuousBackups', { PointInTimeRecoverySpecification }];
}

/** One attribute goes before another comes. */
function* timeToLive(before: TableProperties, next: TableProperties): Generator<Call> {
  const [was, is] = [before, next].map((one) =>
    one.TimeToLiveSpecification?.Enabled ? one.TimeToLiveSpecification.AttributeName : undefined,
  );
  if (was === is) return;
  const set = (AttributeName: string, Enabled: boolean): Call => [
    'UpdateTimeToLive',
    { TimeToLiveSpecification: { AttributeName, Enabled } },
  ];
  if (was !== undefined) yield set(was, false);
  if (is !== undefined) yield set(is, true);
}
