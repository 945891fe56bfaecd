import * as z from 'zod';
import { isObject } from '../core/json.ts';

/**
 * One of several shapes, told apart by the one key that only it has: `oneOf({ put, purge })` takes
 * an object with `put` or one with `purge`. What is wrong is said of the shape that was meant.
 */
export function oneOf<Forms extends Readonly<Record<string, z.ZodType>>>(forms: Forms) {
  return z.unknown().transform((value, context): z.output<Forms[keyof Forms]> => {
    const meant = Object.keys(forms).find((key) => isObject(value) && Object.hasOwn(value, key));
    if (meant === undefined) {
      context.addIssue(`Give it one of these keys: ${Object.keys(forms).join(', ')}`);
      return z.NEVER;
    }
    const parsed = forms[meant]!.safeParse(value);
    if (parsed.success) return parsed.data as z.output<Forms[keyof Forms]>;
    for (const { message, path } of parsed.error.issues) {
      context.addIssue({ code: 'custom', message, path });
    }
    return z.NEVER;
  });
}
