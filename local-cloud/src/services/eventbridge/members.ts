import type { Constraint } from '../../core/contract.ts';

/** What the API model says of members that several operations have. */
export const ruleName = {
  required: true,
  pattern: '[\\.\\-_A-Za-z0-9]+',
  length: [1, 64],
} as const satisfies Constraint;
export const targetId = {
  pattern: '[\\.\\-_A-Za-z0-9]+',
  length: [1, 64],
} as const satisfies Constraint;
/** Of a bus that is not given by its ARN. */
export const busName = {
  pattern: '[/\\.\\-_A-Za-z0-9]+',
  length: [1, 256],
} as const satisfies Constraint;
/** The same, and not of a partner. */
export const ownBusName = {
  pattern: '[\\.\\-_A-Za-z0-9]+',
  length: [1, 256],
} as const satisfies Constraint;
/** Of a statement in the policy of a bus. */
export const statementId = {
  pattern: '[a-zA-Z0-9-_]+',
  length: [1, 64],
} as const satisfies Constraint;
/** A name or an ARN. */
export const eventBusName = {
  pattern:
    '(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+',
  length: [1, 1600],
} as const satisfies Constraint;
export const eventPattern = { length: [0, 4096] } as const satisfies Constraint;

/** Of the kinds of targets that are served. */
export const targets = {
  required: true,
  length: [1, 100],
  items: {
    shape: 'Target',
    members: {
      Id: { ...targetId, required: true },
      Arn: { required: true, length: [1, 1600] },
      RoleArn: { length: [1, 1600] },
      Input: { length: [0, 8192] },
      InputPath: { length: [0, 256] },
      InputTransformer: {
        members: {
          InputPathsMap: {
            length: [0, 100],
            keys: { pattern: '[A-Za-z0-9_\\-]+', length: [1, 256] },
            values: { length: [0, 256] },
          },
          InputTemplate: { required: true, length: [1, 8192] },
        },
      },
      SqsParameters: { members: { MessageGroupId: { length: [0, 100] } } },
      DeadLetterConfig: { members: { Arn: { length: [1, 1600] } } },
      RetryPolicy: {
        members: {
          MaximumRetryAttempts: { range: [0, 185] },
          MaximumEventAgeInSeconds: { range: [60, 86_400] },
        },
      },
    },
  },
} as const satisfies Constraint;
