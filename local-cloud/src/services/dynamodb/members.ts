import type { Constraint } from '../../core/contract.ts';

/**
 * What the API model says of members that several operations have. Enumerations are in the order
 * in which DynamoDB's messages list them.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 */
export const tableName = {
  required: true,
  length: [1, 255],
  pattern: '[a-zA-Z0-9_.-]+',
  orArn: true,
} as const satisfies Constraint;

/** Of the operations on tables themselves, which say otherwise that it is missing. */
export const tableNameItself = {
  ...tableName,
  says: {
    required: "The parameter 'TableName' is required but was not present in the request",
  },
} as const satisfies Constraint;

/** Of a table, where nothing else stands for it, or of an index. */
export const name = {
  length: [3, 255],
  pattern: '[a-zA-Z0-9_.-]+',
} as const satisfies Constraint;
export const required = { required: true } as const satisfies Constraint;
export const limit = { range: [1] } as const satisfies Constraint;
export const select = {
  enum: ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'],
} as const satisfies Constraint;

export const returnConsumedCapacity = {
  enum: ['INDEXES', 'TOTAL', 'NONE'],
} as const satisfies Constraint;
export const returnValues = {
  enum: ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'],
} as const satisfies Constraint;
export const returnValuesOnConditionCheckFailure = {
  enum: ['ALL_OLD', 'NONE'],
} as const satisfies Constraint;

export const returnItemCollectionMetrics = {
  enum: ['SIZE', 'NONE'],
} as const satisfies Constraint;

/** Of PutItem, DeleteItem, UpdateItem, and the parts of a transaction. */
export const conditional = {
  ConditionExpression: {},
  ExpressionAttributeNames: {},
  ExpressionAttributeValues: {},
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
} as const;

/** Members that expressions took the place of. */
export const attributesToGet = { length: [1, 255] } as const satisfies Constraint;
export const conditionalOperator = { enum: ['OR', 'AND'] } as const satisfies Constraint;
const comparisonOperator = {
  enum: [
    ...['IN', 'NULL', 'BETWEEN', 'LT', 'NOT_CONTAINS', 'EQ', 'GT', 'NOT_NULL'],
    ...['NE', 'LE', 'BEGINS_WITH', 'GE', 'CONTAINS'],
  ],
} as const satisfies Constraint;
export const legacyConditions = {
  values: {
    members: {
      AttributeValueList: {},
      ComparisonOperator: { ...comparisonOperator, required: true },
    },
  },
} as const satisfies Constraint;
export const legacyConditional = {
  Expected: {
    values: {
      members: {
        Value: {},
        Exists: {},
        ComparisonOperator: comparisonOperator,
        AttributeValueList: {},
      },
    },
  },
  ConditionalOperator: conditionalOperator,
} as const;
export const attributeUpdates = {
  values: { members: { Value: {}, Action: { enum: ['ADD', 'DELETE', 'PUT'] } } },
} as const satisfies Constraint;

export const billingMode = {
  enum: ['PROVISIONED', 'PAY_PER_REQUEST'],
} as const satisfies Constraint;
export const tableClass = {
  enum: ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'],
} as const satisfies Constraint;
export const streamSpecification = {
  members: {
    StreamEnabled: { required: true },
    StreamViewType: { enum: ['OLD_IMAGE', 'KEYS_ONLY', 'NEW_AND_OLD_IMAGES', 'NEW_IMAGE'] },
  },
} as const satisfies Constraint;
export const encryption = {
  members: { Enabled: {}, SSEType: { enum: ['AES256', 'KMS'] }, KMSMasterKeyId: {} },
} as const satisfies Constraint;
export const throughput = {
  members: {
    ReadCapacityUnits: { required: true, range: [1] },
    WriteCapacityUnits: { required: true, range: [1] },
  },
} as const satisfies Constraint;

const keyName = { required: true, length: [1, 255] } as const satisfies Constraint;
export const attributeDefinitions = {
  items: {
    members: { AttributeName: keyName, AttributeType: { required: true, enum: ['B', 'N', 'S'] } },
  },
} as const satisfies Constraint;
const keyElement = {
  shape: 'KeySchemaElement',
  members: { AttributeName: keyName, KeyType: { required: true, enum: ['HASH', 'RANGE'] } },
} as const satisfies Constraint;
export const keySchema = {
  required: true,
  length: [1, 2],
  items: keyElement,
} as const satisfies Constraint;

const index = {
  IndexName: { ...name, required: true },
  KeySchema: keySchema,
  Projection: {
    required: true,
    members: {
      ProjectionType: { enum: ['ALL', 'KEYS_ONLY', 'INCLUDE'] },
      NonKeyAttributes: { length: [1, 20], items: { length: [1, 255] } },
    },
  },
} as const;
export const localIndexes = { items: { members: index } } as const satisfies Constraint;
/** The keys of a global index may have several attributes. */
export const globalIndexes = {
  items: {
    members: {
      ...index,
      KeySchema: { required: true, length: [1], items: keyElement },
      ProvisionedThroughput: throughput,
      OnDemandThroughput: {},
    },
  },
} as const satisfies Constraint;

const named = { IndexName: index.IndexName } as const;
export const indexUpdates = {
  items: {
    members: {
      Create: globalIndexes.items,
      Update: {
        members: { ...named, ProvisionedThroughput: throughput, OnDemandThroughput: {} },
      },
      Delete: { members: named },
    },
  },
} as const satisfies Constraint;

/** Letters, numbers, white space and some signs. */
const tagText = '[\\p{L}\\p{N}\\p{Z}+\\-=._:/@]*';
export const tagKey = { length: [1, 128] } as const satisfies Constraint;
export const tags = {
  items: {
    members: {
      Key: { ...tagKey, required: true, pattern: tagText },
      Value: { required: true, length: [0, 256], pattern: tagText },
    },
  },
} as const satisfies Constraint;
