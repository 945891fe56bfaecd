import type { Constraint } from '../../../core/contract.ts';

/**
 * What the API model says of members that several operations have.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html
 */
export const streamArn = { length: [37, 1024] } as const satisfies Constraint;
export const requiredStreamArn = { required: true, ...streamArn } as const satisfies Constraint;
export const shardId = { length: [28, 65] } as const satisfies Constraint;
export const limit = { range: [1, 100] } as const satisfies Constraint;
