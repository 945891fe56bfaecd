import type { Constraint } from '../../core/contract.ts';

/** What the API model says of members that several operations have. */
export const namespace = { pattern: '[^:].*', length: [1, 255] } as const satisfies Constraint;
export const metricName = { length: [1, 255] } as const satisfies Constraint;
export const dimensions = {
  length: [0, 30],
  items: {
    members: {
      Name: { required: true, length: [1, 255] },
      Value: { required: true, length: [1, 1024] },
    },
  },
} as const satisfies Constraint;
/** In seconds. */
export const period = { range: [1] } as const satisfies Constraint;
export const alarmName = { length: [1, 255] } as const satisfies Constraint;
export const alarmNames = { length: [0, 100], items: alarmName } as const satisfies Constraint;
export const actionArns = {
  length: [0, 5],
  items: { length: [1, 1024] },
} as const satisfies Constraint;
export const stateValue = {
  enum: ['INSUFFICIENT_DATA', 'ALARM', 'OK'],
} as const satisfies Constraint;
export const statistic = {
  enum: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'],
} as const satisfies Constraint;
export const unit = {
  enum: [
    ...['Seconds', 'Microseconds', 'Milliseconds'],
    ...['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'],
    ...['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits', 'Percent', 'Count'],
    ...['Bytes/Second', 'Kilobytes/Second', 'Megabytes/Second', 'Gigabytes/Second'],
    ...['Terabytes/Second', 'Bits/Second', 'Kilobits/Second', 'Megabits/Second'],
    ...['Gigabits/Second', 'Terabits/Second', 'Count/Second', 'None'],
  ],
} as const satisfies Constraint;
export const resourceArn = { required: true, length: [1, 1024] } as const satisfies Constraint;
export const tagKey = { length: [1, 128] } as const satisfies Constraint;
export const tags = {
  items: {
    members: {
      Key: { required: true, length: [1, 128] },
      Value: { required: true, length: [0, 256] },
    },
  },
} as const satisfies Constraint;
