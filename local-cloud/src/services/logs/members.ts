import type { Constraint } from '../../core/contract.ts';

/** What the API model says of members that several operations have. */
export const logGroupName = {
  pattern: '[\\.\\-_/#A-Za-z0-9]+',
  length: [1, 512],
} as const satisfies Constraint;
/** A name or an ARN. What is neither is not repeated in messages (seen on AWS). */
export const logGroupIdentifier = {
  sensitive: true,
  pattern: '[\\w#+=/:,.@-]*',
  length: [1, 2048],
} as const satisfies Constraint;
export const logGroupClass = {
  enum: ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'],
} as const satisfies Constraint;
export const logStreamName = { pattern: '[^:*]*', length: [1, 512] } as const satisfies Constraint;
/** In milliseconds since 1970. */
export const timestamp = { range: [0] } as const satisfies Constraint;
export const nextToken = { length: [1] } as const satisfies Constraint;
export const describeLimit = { range: [1, 50] } as const satisfies Constraint;
export const eventsLimit = { range: [1, 10_000] } as const satisfies Constraint;
export const resourceArn = {
  required: true,
  pattern: '[\\w+=/:,.@-]*',
  length: [1, 1011],
} as const satisfies Constraint;
export const tagKey = {
  pattern: '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)',
  length: [1, 128],
} as const satisfies Constraint;
export const tags = {
  length: [1, 50],
  keys: tagKey,
  values: { pattern: '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)', length: [0, 256] },
} as const satisfies Constraint;
