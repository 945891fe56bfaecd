import { requirePackage } from '../core/packages.ts';

/*
 * The API model of DynamoDB Streams, in the form in which the SDK's clients carry theirs. It has four
 * operations and shares its values with DynamoDB, so it is no reason for one more package.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html
 */

/** The SDK's id of the service. */
export const DYNAMODB_STREAMS = 'DynamoDB Streams';

const NAMESPACE = 'com.amazonaws.dynamodbstreams';

/** The kinds of schemas and of simple values, as Smithy's runtime numbers them. */
const [LIST, MAP, STRUCTURE, ERROR, OPERATION] = [1, 2, 3, -3, 9];
const [TEXT, NUMBER, TIME] = [0, 1, 4];

/** The members of a structure; those that it cannot do without come first. */
function structure(name: string, members: Readonly<Record<string, unknown>>, required = 0) {
  return [STRUCTURE, NAMESPACE, name, 0, Object.keys(members), Object.values(members), required];
}

function list(name: string, element: unknown) {
  return [LIST, NAMESPACE, name, 0, element];
}

function operation(name: string, input: unknown, output: unknown) {
  return [OPERATION, NAMESPACE, name, 0, input, output];
}

function error(name: string, fault: 'client' | 'server') {
  return [ERROR, NAMESPACE, name, { error: fault }, ['message'], [TEXT]];
}

interface DynamoDB {
  readonly DynamoDBClient: new (config: object) => { readonly config: object };
  readonly AttributeValue$: unknown;
  readonly KeySchemaElement$: unknown;
}

/** What a package `@aws-sdk/client-dynamodb-streams` exports, as far as its model goes. */
export function dynamoDBStreamsClient(): Record<string, unknown> {
  const dynamoDB = requirePackage('@aws-sdk/client-dynamodb') as unknown as DynamoDB;
  return { ...clientOf(dynamoDB), ...operationsOf(dynamoDB), ...errors() };
}

/** It speaks DynamoDB's own protocol. */
function clientOf({ DynamoDBClient }: DynamoDB) {
  return {
    DynamoDBStreamsClient: class {
      readonly config: object;

      constructor(options: object) {
        const config = {
          serviceId: DYNAMODB_STREAMS,
          defaultSigningName: 'dynamodb',
          protocolSettings: {
            defaultNamespace: NAMESPACE,
            version: '2012-08-10',
            serviceTarget: 'DynamoDBStreams_20120810',
          },
        };
        this.config = Object.assign(Object.create(new DynamoDBClient(options).config), config);
      }
    },
  };
}

function operationsOf({ AttributeValue$, KeySchemaElement$ }: DynamoDB) {
  const item = [MAP, NAMESPACE, 'AttributeMap', 0, TEXT, AttributeValue$];
  const streamRecord = structure('StreamRecord', {
    ApproximateCreationDateTime: TIME,
    ...{ Keys: item, NewImage: item, OldImage: item },
    ...{ SequenceNumber: TEXT, SizeBytes: NUMBER, StreamViewType: TEXT },
  });
  const record = structure('Record', {
    ...{ eventID: TEXT, eventName: TEXT, eventVersion: TEXT, eventSource: TEXT, awsRegion: TEXT },
    dynamodb: streamRecord,
    userIdentity: structure('Identity', { PrincipalId: TEXT, Type: TEXT }),
  });
  const stream = structure('Stream', { StreamArn: TEXT, TableName: TEXT, StreamLabel: TEXT });
  const range = { StartingSequenceNumber: TEXT, EndingSequenceNumber: TEXT };
  const shard = structure('Shard', {
    ShardId: TEXT,
    SequenceNumberRange: structure('SequenceNumberRange', range),
    ParentShardId: TEXT,
  });
  const description = structure('StreamDescription', {
    ...{ StreamArn: TEXT, StreamLabel: TEXT, StreamStatus: TEXT, StreamViewType: TEXT },
    ...{ CreationRequestDateTime: TIME, TableName: TEXT },
    KeySchema: list('KeySchema', KeySchemaElement$),
    Shards: list('ShardDescriptionList', shard),
    LastEvaluatedShardId: TEXT,
  });
  const filter = structure('ShardFilter', { Type: TEXT, ShardId: TEXT });
  return {
    DescribeStream$: operation(
      'DescribeStream',
      structure(
        'DescribeStreamInput',
        { StreamArn: TEXT, Limit: NUMBER, ExclusiveStartShardId: TEXT, ShardFilter: filter },
        1,
      ),
      structure('DescribeStreamOutput', { StreamDescription: description }),
    ),
    GetRecords$: operation(
      'GetRecords',
      structure('GetRecordsInput', { ShardIterator: TEXT, Limit: NUMBER }, 1),
      structure('GetRecordsOutput', {
        Records: list('RecordList', record),
        NextShardIterator: TEXT,
      }),
    ),
    GetShardIterator$: operation(
      'GetShardIterator',
      structure(
        'GetShardIteratorInput',
        { StreamArn: TEXT, ShardId: TEXT, ShardIteratorType: TEXT, SequenceNumber: TEXT },
        3,
      ),
      structure('GetShardIteratorOutput', { ShardIterator: TEXT }),
    ),
    ListStreams$: operation(
      'ListStreams',
      structure('ListStreamsInput', {
        ...{ TableName: TEXT, Limit: NUMBER, ExclusiveStartStreamArn: TEXT },
      }),
      structure('ListStreamsOutput', {
        Streams: list('StreamList', stream),
        LastEvaluatedStreamArn: TEXT,
      }),
    ),
  };
}

function errors() {
  return {
    ExpiredIteratorException$: error('ExpiredIteratorException', 'client'),
    InternalServerError$: error('InternalServerError', 'server'),
    LimitExceededException$: error('LimitExceededException', 'client'),
    ResourceNotFoundException$: error('ResourceNotFoundException', 'client'),
    TrimmedDataAccessException$: error('TrimmedDataAccessException', 'client'),
  };
}
