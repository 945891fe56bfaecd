import type { Constraint } from '../../core/contract.ts';

/** What the API model says of members that several operations have. */
export const arn = { required: true, length: [1, 256] } as const satisfies Constraint;
export const longArn = { required: true, length: [1, 2000] } as const satisfies Constraint;
export const roleArn = { length: [1, 256] } as const satisfies Constraint;
/** Of a state machine, an activity or an alias. */
export const name = { required: true, length: [1, 80] } as const satisfies Constraint;
export const executionName = { length: [1, 80] } as const satisfies Constraint;
export const description = { length: [0, 256], sensitive: true } as const satisfies Constraint;
export const pageSize = { range: [0, 1000] } as const satisfies Constraint;
export const pageToken = { length: [1, 1024] } as const satisfies Constraint;
export const traceHeader = {
  length: [0, 256],
  pattern: '\\p{ASCII}*',
} as const satisfies Constraint;
/** Of a state that TestState is asked about. */
export const stateName = { length: [1, 80], sensitive: true } as const satisfies Constraint;
export const includedData = { enum: ['ALL_DATA', 'METADATA_ONLY'] } as const satisfies Constraint;
export const machineType = { enum: ['STANDARD', 'EXPRESS'] } as const satisfies Constraint;
export const definition = { length: [1, 1_048_576], sensitive: true } as const satisfies Constraint;
/** Inputs and outputs of executions: up to 256 KiB of UTF-8. */
export const payload = { bytes: [0, 262_144], sensitive: true } as const satisfies Constraint;
export const error = { length: [0, 256], sensitive: true } as const satisfies Constraint;
export const cause = { length: [0, 32_768], sensitive: true } as const satisfies Constraint;
export const tags = {
  items: { members: { key: { length: [1, 128] }, value: { length: [0, 256] } } },
} as const satisfies Constraint;
export const loggingConfiguration = {
  members: {
    level: { enum: ['ALL', 'ERROR', 'FATAL', 'OFF'] },
    includeExecutionData: {},
    destinations: {},
  },
} as const satisfies Constraint;
export const routingConfiguration = {
  length: [1, 2],
  items: {
    shape: 'RoutingConfigurationListItem',
    members: { stateMachineVersionArn: longArn, weight: { required: true, range: [0, 100] } },
  },
} as const satisfies Constraint;
