import type {
  CreateGlobalSecondaryIndexAction,
  GlobalSecondaryIndexDescription,
  GlobalSecondaryIndexUpdate,
  UpdateGlobalSecondaryIndexAction,
  UpdateTableInput,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../../core/clock.ts';
import { AwsError } from '../../../core/errors.ts';
import { invalidValues, validation } from '../errors.ts';
import { checkNewIndex } from './check-definition.ts';
import { describedThroughput, indexOf } from './create.ts';
import { enterPhase } from './index-change.ts';
import { limitsOf } from './on-demand-throughput.ts';
import type { TableSettings } from './settings.ts';
import type { Table } from './table.ts';

type Definition = TableSettings['definition'];
type Keyed = Pick<Definition, 'KeySchema'>;

/**
 * Creates, deletes and updates global indexes. Throws ValidationException, ResourceNotFoundException,
 * or LimitExceededException where more than one would be created or deleted at a time.
 *
 * @param clock absent: they are there, or gone, at once
 */
export function updateIndexes(
  table: Table,
  input: UpdateTableInput,
  clock: Clock | undefined,
): void {
  const updates = input.GlobalSecondaryIndexUpdates ?? [];
  checkUpdates(updates, table);
  const definition = withDefinitions(table.settings.definition, input);
  for (const { Create, Update } of updates) {
    if (Create !== undefined) checkNewIndex(Create, input, table.settings);
    if (Update !== undefined) existing(table, Update.IndexName);
  }
  table.settings = { ...table.settings, definition };
  for (const { Create, Update, Delete } of updates) {
    if (Create !== undefined) create(table, Create, clock);
    if (Update !== undefined) update(table, Update);
    if (Delete !== undefined) remove(table, existing(table, Delete.IndexName), clock);
  }
  dropUnusedDefinitions(table);
}

function checkUpdates(updates: readonly GlobalSecondaryIndexUpdate[], table: Table): void {
  const seen = new Set<string>();
  for (const { Create, Update, Delete } of updates) {
    const name = (Update ?? Create ?? Delete)?.IndexName;
    if (name === undefined) {
      throw invalidValues(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (seen.has(name)) {
      throw invalidValues(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    }
    seen.add(name);
    if (Create !== undefined && table.indexes.has(name)) {
      throw validation('Attempting to create an index which already exists');
    }
    if (Delete !== undefined) existing(table, name);
  }
  checkOneAtATime(updates, table);
}

/** An index may be deleted while it is being filled; nothing else may begin meanwhile. */
function checkOneAtATime(updates: readonly GlobalSecondaryIndexUpdate[], table: Table): void {
  const building = table.settings.indexChange?.index.IndexName;
  const changes = updates.filter(({ Create, Delete }) => Create ?? Delete);
  const others = changes.filter(({ Delete }) => Delete?.IndexName !== building);
  if (changes.length < 2 && (building === undefined || others.length === 0)) return;
  throw new AwsError(
    'LimitExceededException',
    'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
  );
}

function existing(table: Table, name: string | undefined): GlobalSecondaryIndexDescription {
  const indexes = table.settings.definition.GlobalSecondaryIndexes ?? [];
  const index = indexes.find(({ IndexName }) => IndexName === name);
  if (index !== undefined) return index;
  throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
}

/** The definitions of the request join those of the table, which keep their types whatever it says. */
function withDefinitions(definition: Definition, input: UpdateTableInput): Definition {
  const known = definition.AttributeDefinitions ?? [];
  const added = (input.AttributeDefinitions ?? []).filter(
    ({ AttributeName }) => !known.some((one) => one.AttributeName === AttributeName),
  );
  return { ...definition, AttributeDefinitions: [...known, ...added] };
}

function create(
  table: Table,
  action: CreateGlobalSecondaryIndexAction,
  clock: Clock | undefined,
): void {
  const index = {
    ...action,
    ProvisionedThroughput: describedThroughput(action.ProvisionedThroughput),
  };
  const { definition } = table.settings;
  setIndexes(table, [...(definition.GlobalSecondaryIndexes ?? []), index]);
  table.addIndex(indexOf(index, 'global', table.settings.definition));
  enterPhase(table, { phase: 'allocating', index }, clock);
}

function update(table: Table, action: UpdateGlobalSecondaryIndexAction): void {
  const { IndexName, ProvisionedThroughput: throughput, OnDemandThroughput } = action;
  const indexes = table.settings.definition.GlobalSecondaryIndexes ?? [];
  const changed = (index: GlobalSecondaryIndexDescription) => ({
    ...index,
    ...(throughput && { ProvisionedThroughput: describedThroughput(throughput) }),
    OnDemandThroughput: limitsOf({ ...index.OnDemandThroughput, ...OnDemandThroughput }),
  });
  setIndexes(
    table,
    indexes.map((index) => (index.IndexName === IndexName ? changed(index) : index)),
  );
}

function remove(
  table: Table,
  index: GlobalSecondaryIndexDescription,
  clock: Clock | undefined,
): void {
  const indexes = table.settings.definition.GlobalSecondaryIndexes ?? [];
  setIndexes(
    table,
    indexes.filter((other) => other !== index),
  );
  table.removeIndex(index.IndexName ?? '');
  enterPhase(table, { phase: 'deleting', index }, clock);
}

function setIndexes(table: Table, indexes: GlobalSecondaryIndexDescription[]): void {
  const { settings } = table;
  const definition = { ...settings.definition, GlobalSecondaryIndexes: indexes };
  table.settings = { ...settings, definition };
}

function keyNames(definition: Definition): Set<string> {
  const { LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] } = definition;
  const keyed: readonly Keyed[] = [definition, ...LocalSecondaryIndexes, ...GlobalSecondaryIndexes];
  return new Set(
    keyed.flatMap(({ KeySchema }) => (KeySchema ?? []).map(({ AttributeName }) => AttributeName!)),
  );
}

/** Attributes are defined as long as a key needs them. */
function dropUnusedDefinitions(table: Table): void {
  const { settings } = table;
  const { definition } = settings;
  const keys = keyNames(definition);
  const AttributeDefinitions = definition.AttributeDefinitions?.filter(({ AttributeName }) =>
    keys.has(AttributeName!),
  );
  table.settings = { ...settings, definition: { ...definition, AttributeDefinitions } };
}
