import type {
  CreateTableInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';
import { notSupported } from '../../../core/errors.ts';
import { Constraints } from '../constraints.ts';
import { invalidValues, validation } from '../errors.ts';
import { tableName } from './tables.ts';
import { checkTags } from './tags.ts';

const MAX_LOCAL_INDEXES = 5;
const MAX_GLOBAL_INDEXES = 20;
const MAX_KEY_NAME = 255;
const NAME_PATTERN = '[a-zA-Z0-9_.-]+';

/** Throws ValidationException, with AWS's text, if no table can be made of the request. */
export function checkDefinition(input: CreateTableInput): void {
  checkModel(input);
  checkBilling(input);
  const indexes = [...(input.LocalSecondaryIndexes ?? []), ...(input.GlobalSecondaryIndexes ?? [])];
  for (const index of indexes) checkIndexModel(index);
  const defined = (input.AttributeDefinitions ?? []).map(({ AttributeName }) => AttributeName!);
  refuseDuplicates('Duplicate attribute name in AttributeDefinitions', defined);
  checkTags(input.Tags ?? []);
  checkKeySchema(input.KeySchema ?? [], defined);
  checkLocalIndexes(input, defined);
  checkGlobalIndexes(input, defined);
  checkUnusedDefinitions(input, defined);
}

/** Throws ValidationException if it cannot be a table's name. */
export function checkTableName(nameOrArn: string | undefined): void {
  if (nameOrArn === undefined) {
    throw validation("The parameter 'TableName' is required but was not present in the request");
  }
  const name = tableName(nameOrArn);
  if (name.length < 3 || name.length > 255) {
    throw validation(
      'TableName must be at least 3 characters long and at most 255 characters long',
    );
  }
  new Constraints().pattern('tableName', name, NAME_PATTERN).enforce();
}

function checkModel(input: CreateTableInput): void {
  checkTableName(input.TableName);
  const constraints = new Constraints()
    .required('attributeDefinitions', input.AttributeDefinitions)
    .required('keySchema', input.KeySchema)
    .length('keySchema', input.KeySchema, 1, 2)
    .oneOf('billingMode', input.BillingMode, ['PROVISIONED', 'PAY_PER_REQUEST'])
    .oneOf('tableClass', input.TableClass, ['STANDARD', 'STANDARD_INFREQUENT_ACCESS']);
  for (const [index, definition] of (input.AttributeDefinitions ?? []).entries()) {
    const member = `attributeDefinitions.${index + 1}.member`;
    constraints
      .required(`${member}.attributeName`, definition.AttributeName)
      .length(`${member}.attributeName`, definition.AttributeName, 1, MAX_KEY_NAME)
      .oneOf(`${member}.attributeType`, definition.AttributeType, ['B', 'N', 'S']);
  }
  checkKeyNames('keySchema', input.KeySchema, constraints);
  constraints
    .atLeast(
      'provisionedThroughput.readCapacityUnits',
      input.ProvisionedThroughput?.ReadCapacityUnits,
      1,
    )
    .atLeast(
      'provisionedThroughput.writeCapacityUnits',
      input.ProvisionedThroughput?.WriteCapacityUnits,
      1,
    )
    .enforce();
}

function checkKeyNames(
  member: string,
  schema: readonly KeySchemaElement[] | undefined,
  constraints: Constraints,
): void {
  for (const [index, { AttributeName: name }] of (schema ?? []).entries()) {
    constraints.length(`${member}.${index + 1}.member.attributeName`, name, 1, MAX_KEY_NAME);
  }
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

function checkKeySchema(schema: readonly KeySchemaElement[], defined: readonly string[]): void {
  const names = schema.map(({ AttributeName }) => AttributeName!);
  if (names.some((name) => !defined.includes(name))) {
    throw invalidValues(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  }
  if (names[0] === names[1]) {
    throw validation(
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    );
  }
  if (schema[0]?.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (schema[1] !== undefined && schema[1].KeyType !== 'RANGE') {
    throw validation('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
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
    if (input.BillingMode === 'PAY_PER_REQUEST' && index.ProvisionedThroughput !== undefined) {
      throw invalidValues(
        `ProvisionedThroughput should not be specified for index: ${index.IndexName} when BillingMode is PAY_PER_REQUEST`,
      );
    }
  }
  checkDuplicates([...(input.LocalSecondaryIndexes ?? []), ...indexes]);
  if (indexes.length > MAX_GLOBAL_INDEXES) {
    throw invalidValues('GlobalSecondaryIndex count exceeds the per-table limit of 20');
  }
}

/** The constraints of the model; multi-attribute keys (up to four of each) are not served. */
function checkIndexModel(index: GlobalSecondaryIndex): void {
  if ((index.KeySchema?.length ?? 0) > 2) {
    throw notSupported('DynamoDB', 'keys of several attributes in GlobalSecondaryIndexes');
  }
  const { ProjectionType: type, NonKeyAttributes: included } = index.Projection ?? {};
  const constraints = new Constraints()
    .required('indexName', index.IndexName)
    .length('indexName', index.IndexName, 3, 255)
    .pattern('indexName', index.IndexName, NAME_PATTERN)
    .length('keySchema', index.KeySchema, 1, 2)
    .oneOf('projection.projectionType', type, ['ALL', 'KEYS_ONLY', 'INCLUDE']);
  checkKeyNames('keySchema', index.KeySchema, constraints);
  for (const [position, name] of (included ?? []).entries()) {
    const member = `projection.nonKeyAttributes.${position + 1}.member`;
    constraints.length(member, name, 1, MAX_KEY_NAME);
  }
  constraints.enforce();
  refuseDuplicates('Duplicate attribute name in NonKeyAttributes', included ?? []);
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
