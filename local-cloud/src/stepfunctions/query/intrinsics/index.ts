import { arrayIntrinsics } from './array.ts';
import { encodingIntrinsics } from './encoding.ts';
import type { Intrinsic } from './intrinsic.ts';
import { jsonIntrinsics } from './json.ts';
import { mathIntrinsics } from './math.ts';
import { textIntrinsics } from './text.ts';

/**
 * The intrinsic functions by name.
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map(
  [arrayIntrinsics, encodingIntrinsics, jsonIntrinsics, mathIntrinsics, textIntrinsics]
    .flat()
    .map((intrinsic) => [intrinsic.name, intrinsic]),
);
