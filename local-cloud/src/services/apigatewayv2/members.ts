import type { Constraint } from '../../core/contract.ts';

/** What the API model says of members that several operations have. */
export const descriptionText = { length: [0, 1024] } as const satisfies Constraint;
export const tagMap = { values: { length: [1, 1600] } } as const satisfies Constraint;
