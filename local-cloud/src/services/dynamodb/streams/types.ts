import type { KeySchemaElement, StreamViewType } from '@aws-sdk/client-dynamodb';
import type { Item } from '../values/attribute-value.ts';

/*
 * Inputs and outputs as the API has them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Types_Amazon_DynamoDB_Streams.html
 */

export interface DescribeStreamInput {
  readonly StreamArn?: string;
  readonly Limit?: number;
  readonly ExclusiveStartShardId?: string;
  readonly ShardFilter?: { readonly Type?: 'CHILD_SHARDS'; readonly ShardId?: string };
}

export interface Shard {
  readonly ShardId: string;
  readonly SequenceNumberRange: {
    readonly StartingSequenceNumber: string;
    readonly EndingSequenceNumber?: string;
  };
}

export interface DescribeStreamOutput {
  readonly StreamDescription: {
    readonly StreamArn: string;
    readonly StreamLabel: string;
    readonly StreamStatus: 'ENABLED' | 'DISABLED';
    readonly StreamViewType: StreamViewType;
    readonly CreationRequestDateTime: Date;
    readonly TableName: string;
    readonly KeySchema: readonly KeySchemaElement[];
    readonly Shards: readonly Shard[];
  };
}

export interface GetRecordsInput {
  readonly ShardIterator?: string;
  readonly Limit?: number;
}

/** One record of a stream. */
export interface ChangeRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly dynamodb: {
    /** In whole seconds. */
    readonly ApproximateCreationDateTime: Date;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    /** Of the keys and images. */
    readonly SizeBytes: number;
    readonly StreamViewType: StreamViewType;
  };
  /** Of items that time to live has removed. */
  readonly userIdentity?: { readonly PrincipalId: string; readonly Type: string };
}

export interface GetRecordsOutput {
  readonly Records: readonly ChangeRecord[];
  readonly NextShardIterator?: string;
}

export interface GetShardIteratorInput {
  readonly StreamArn?: string;
  readonly ShardId?: string;
  readonly ShardIteratorType?:
    | 'TRIM_HORIZON'
    | 'LATEST'
    | 'AT_SEQUENCE_NUMBER'
    | 'AFTER_SEQUENCE_NUMBER';
  readonly SequenceNumber?: string;
}

export interface GetShardIteratorOutput {
  readonly ShardIterator: string;
}

export interface ListStreamsInput {
  readonly TableName?: string;
  readonly Limit?: number;
  readonly ExclusiveStartStreamArn?: string;
}

export interface ListStreamsOutput {
  readonly Streams: readonly {
    readonly StreamArn: string;
    readonly TableName: string;
    readonly StreamLabel: string;
  }[];
  readonly LastEvaluatedStreamArn?: string;
}
