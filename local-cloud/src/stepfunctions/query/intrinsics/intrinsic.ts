import type { Json } from '../../../core/json.ts';
import { isNumber } from '../../../core/json-number.ts';
import type { Scope } from '../scope.ts';

/** One `States.*` function of JSONPath states. */
export interface Intrinsic {
  readonly name: string;
  /** The least and the most arguments it takes. */
  readonly arity: readonly [number, number];
  call(args: readonly Json[], scope: Scope): Json;
}

/** Arguments that an intrinsic cannot take: becomes States.Runtime. */
export class InvalidArguments extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'InvalidArguments';
  }
}

export function arrayArgument(value: Json | undefined, position: string): Json[] {
  if (Array.isArray(value)) return value;
  throw new InvalidArguments(`the ${position} argument must be an array`);
}

export function textArgument(value: Json | undefined, position: string): string {
  if (typeof value === 'string') return value;
  throw new InvalidArguments(`the ${position} argument must be a string`);
}

/** The longest text that States.Base64Encode, Base64Decode and Hash take, in characters. */
const LONGEST_TEXT = 10_000;

export function shortTextArgument(value: Json | undefined, position: string): string {
  const text = textArgument(value, position);
  if (text.length <= LONGEST_TEXT) return text;
  throw new InvalidArguments(`the ${position} argument must be at most 10000 characters long`);
}

/** A number, rounded half up as AWS does (recorded: 1.5 -> 2, -1.5 -> -1). */
export function roundedArgument(value: Json | undefined, position: string): number {
  if (!isNumber(value)) {
    throw new InvalidArguments(`the ${position} argument must be a number`);
  }
  return Math.round(Number(value)) + 0;
}
