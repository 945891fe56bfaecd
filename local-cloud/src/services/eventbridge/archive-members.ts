import type { Constraint } from '../../core/contract.ts';

/** What the API model says of members of several operations of archives and replays. */
export const archiveName = {
  pattern: '[\\.\\-_A-Za-z0-9]+',
  length: [1, 48],
} as const satisfies Constraint;
export const replayName = {
  pattern: '[\\.\\-_A-Za-z0-9]+',
  length: [1, 64],
} as const satisfies Constraint;
export const description = { pattern: '.*', length: [0, 512] } as const satisfies Constraint;
export const retentionDays = { range: [0] } as const satisfies Constraint;
/** Of an event bus or an archive. */
export const sourceArn = {
  pattern: '^arn:aws([a-z]|\\-)*:events:([a-z]|\\d|\\-)*:([0-9]{12})?:.+\\/.+$',
  length: [1, 1600],
} as const satisfies Constraint;
export const archiveState = {
  enum: ['ENABLED', 'DISABLED', 'CREATING', 'UPDATING', 'CREATE_FAILED', 'UPDATE_FAILED'],
} as const satisfies Constraint;
export const replayState = {
  enum: ['STARTING', 'RUNNING', 'CANCELLING', 'COMPLETED', 'CANCELLED', 'FAILED'],
} as const satisfies Constraint;
