import type { Constraint } from '../../core/contract.ts';

/** What the API model says of members that several operations have. */
export const subscriptionArn = { required: true, length: [1] } as const satisfies Constraint;
export const resourceArn = { required: true, length: [1, 1011] } as const satisfies Constraint;
export const tagList = {
  items: {
    members: {
      Key: { required: true, length: [1, 128] },
      Value: { required: true, length: [0, 256] },
    },
  },
} as const satisfies Constraint;
export const messageAttributes = {
  values: { members: { DataType: { required: true }, StringValue: {}, BinaryValue: {} } },
} as const satisfies Constraint;
/** Of a topic or a subscription. */
export const attributeMap = { values: {} } as const satisfies Constraint;
