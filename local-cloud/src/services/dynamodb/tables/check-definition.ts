import type {
  BillingMode,
  CreateTableInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  UpdateTableInput,
} from '@aws-sdk/client-dynamodb';
import { invalidValues, validation } from '../errors.ts';
import { checkNewLimits } from './on-demand-throughput.ts';
import type { TableSettings } from './settings.ts';
import { checkTags } from './tags.ts';

const MAX_LOCAL_INDEXES = 5;
const MAX_GLOBAL_INDEXES = 20;
/** Of a global index, to each part of its key. */
const MAX_KEY_ATTRIBUTES = 4;

/** Throws ValidationException, with AWS's text, if no table can be made of the request. */
export function checkDefinition(input: CreateTableInput): void {
  checkBilling(input);
  const indexes = [...(input.LocalSecondaryIndexes ?? []), ...(input.GlobalSecondaryIndexes ?? [])];
  for (const index of indexes) checkIndexNames(index);
  const defined = (input.AttributeDefinitions ?? []).map(({ AttributeName }) => AttributeName!);
  refuseDuplicates('Duplicate attribute name in AttributeDefinitions', defined);
  checkTags(input.Tags ?? []);
  checkTableKeys(input, defined);
  checkLocalIndexes(input, defined);
  checkGlobalIndexes(input, defined);
  checkUnusedDefinitions(input, defined);
  checkNewLimits(input.OnDemandThroughput, input.BillingMode);
}

function checkBilling(input: CreateTableInput): void {
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } = input.ProvisionedThroughput ?? {};
  if (input.BillingMode !== 'PAY_PER_REQUEST') {
    if (read !== undefined && write !== undefined) return;
    throw invalidValues(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  if (input.ProvisionedThroughput !== undefined) {
    throw invalidValues(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
}

/** Without indexes, AWS counts the definitions before it looks at their names. */
function checkTableKeys(input: CreateTableInput, defined: readonly string[]): void {
  const { KeySchema: schema = [], LocalSecondaryIndexes, GlobalSecondaryIndexes } = input;
  const alone = LocalSecondaryIndexes === undefined && GlobalSecondaryIndexes === undefined;
  if (alone && defined.length < schema.length) {
    throw validation('Invalid KeySchema: Some index key attribute have no definition');
  }
  checkKeySchema(schema, defined);
  checkOneOfEach(schema);
}

function checkKeySchema(schema: readonly KeySchemaElement[], defined: readonly string[]): void {
  const names = schema.map(({ AttributeName }) => AttributeName!);
  if (names.some((name) => !defined.includes(name))) {
    throw invalidValues(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  }
  if (new Set(names).size < names.length) {
    throw validation(
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    );
  }
  if (schema[0]?.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
}

function checkOneOfEach([, second]: readonly KeySchemaElement[]): void {
  if (second === undefined || second.KeyType === 'RANGE') return;
  throw validation('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
}

/** Partition keys first; DynamoDB's own words for these rules are not known. */
function checkSeveralOfEach(schema: readonly KeySchemaElement[], index: string | undefined): void {
  const kinds = schema.map(({ KeyType }) => KeyType);
  if (kinds.lastIndexOf('HASH') > kinds.indexOf('RANGE') && kinds.includes('RANGE')) {
    throw validation(
      `Invalid KeySchema: In the KeySchema of index ${index} a HASH key follows a RANGE key. List all HASH keys first`,
    );
  }
  for (const kind of ['HASH', 'RANGE']) {
    if (kinds.filter((other) => other === kind).length <= MAX_KEY_ATTRIBUTES) continue;
    throw validation(
      `Invalid KeySchema: The KeySchema of index ${index} has more than ${MAX_KEY_ATTRIBUTES} ${kind} keys. A global secondary index may have up to ${MAX_KEY_ATTRIBUTES} of each type`,
    );
  }
}

function checkLocalIndexes(input: CreateTableInput, defined: readonly string[]): void {
  const indexes = input.LocalSecondaryIndexes;
  if (indexes === undefined) return;
  if (indexes.length === 0) throw invalidValues('List of LocalSecondaryIndexes is empty');
  if (input.KeySchema?.length !== 2) {
    throw invalidValues(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const hash = input.KeySchema[0]?.AttributeName;
  for (const index of indexes) {
    checkIndex(index, defined);
    checkOneOfEach(index.KeySchema ?? []);
    checkLocalKeys(index, hash);
  }
  checkDuplicates(indexes);
  if (indexes.length > MAX_LOCAL_INDEXES) {
    throw invalidValues('Number of LocalSecondaryIndexes exceeds per-table limit of 5');
  }
}

function checkLocalKeys(index: LocalSecondaryIndex, tableHash: string | undefined): void {
  const [hash, range] = index.KeySchema ?? [];
  if (range === undefined) {
    throw invalidValues(`Index KeySchema does not have a range key for index: ${index.IndexName}`);
  }
  if (hash?.AttributeName === tableHash) return;
  throw invalidValues(
    `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${index.IndexName}. index hash key: ${hash?.AttributeName}, table hash key: ${tableHash}`,
  );
}

function checkGlobalIndexes(input: CreateTableInput, defined: readonly string[]): void {
  const indexes = input.GlobalSecondaryIndexes;
  if (indexes === undefined) return;
  if (indexes.length === 0) throw invalidValues('List of GlobalSecondaryIndexes is empty');
  for (const index of indexes) {
    checkIndex(index, defined);
    checkSeveralOfEach(index.KeySchema ?? [], index.IndexName);
    checkIndexBilling(index, input.BillingMode);
  }
  checkDuplicates([...(input.LocalSecondaryIndexes ?? []), ...indexes]);
  if (indexes.length > MAX_GLOBAL_INDEXES) {
    throw invalidValues('GlobalSecondaryIndex count exceeds the per-table limit of 20');
  }
}

/** An index that UpdateTable creates: the request must define its keys, whatever the table has. */
export function checkNewIndex(
  index: GlobalSecondaryIndex,
  { AttributeDefinitions = [], BillingMode }: UpdateTableInput,
  { billing }: TableSettings,
): void {
  checkIndexNames(index);
  const defined = AttributeDefinitions.map(({ AttributeName }) => AttributeName!);
  refuseDuplicates('Duplicate attribute name in AttributeDefinitions', defined);
  checkIndex(index, defined);
  checkSeveralOfEach(index.KeySchema ?? [], index.IndexName);
  checkIndexBilling(index, BillingMode ?? billing?.BillingMode);
}

function checkIndexBilling(index: GlobalSecondaryIndex, mode: BillingMode | undefined): void {
  const { IndexName, ProvisionedThroughput } = index;
  if (mode === 'PAY_PER_REQUEST' && ProvisionedThroughput !== undefined) {
    throw invalidValues(
      `ProvisionedThroughput should not be specified for index: ${IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (mode !== 'PAY_PER_REQUEST' && ProvisionedThroughput === undefined) {
    throw invalidValues(`ProvisionedThroughput is not specified for index: ${IndexName}`);
  }
}

function checkIndexNames({ Projection }: GlobalSecondaryIndex): void {
  refuseDuplicates(
    'Duplicate attribute name in NonKeyAttributes',
    Projection?.NonKeyAttributes ?? [],
  );
}

function checkIndex(index: GlobalSecondaryIndex, defined: readonly string[]): void {
  checkKeySchema(index.KeySchema ?? [], defined);
  const { ProjectionType: type, NonKeyAttributes: included } = index.Projection ?? {};
  if (type === undefined) throw invalidValues('Unknown ProjectionType: null');
  if (included !== undefined && type !== 'INCLUDE') {
    throw invalidValues(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  if (included === undefined && type === 'INCLUDE') {
    throw invalidValues('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  }
}

function checkDuplicates(indexes: readonly LocalSecondaryIndex[]): void {
  refuseDuplicates(
    'Duplicate index name',
    indexes.map(({ IndexName }) => IndexName ?? ''),
  );
}

function refuseDuplicates(problem: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw invalidValues(`${problem}: ${name}`);
    seen.add(name);
  }
}

function checkUnusedDefinitions(input: CreateTableInput, defined: readonly string[]): void {
  const indexes = [...(input.LocalSecondaryIndexes ?? []), ...(input.GlobalSecondaryIndexes ?? [])];
  const elements = [input, ...indexes].flatMap(({ KeySchema }) => KeySchema ?? []);
  const used = new Set(elements.map(({ AttributeName }) => AttributeName));
  if (defined.every((name) => used.has(name))) return;
  if (indexes.length === 0) {
    throw invalidValues(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  throw invalidValues(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(', ')}], keys used: [${[...used].join(', ')}]`,
  );
}
