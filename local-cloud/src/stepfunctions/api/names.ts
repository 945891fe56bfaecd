import { invalidName } from './errors.ts';

/** White space, brackets, wildcards, special and control characters are not for names. */
const NOT_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

/** Of a state machine, an execution or an activity. Throws InvalidName (recorded). */
export function checkName(name: string): void {
  if (NOT_IN_NAMES.test(name)) throw invalidName(name);
}
