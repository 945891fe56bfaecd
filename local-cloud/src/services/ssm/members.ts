import type { Constraint } from '../../core/contract.ts';

/** What the API model says of members that several operations have. */
export const parameterName = { length: [1, 2048] } as const satisfies Constraint;
