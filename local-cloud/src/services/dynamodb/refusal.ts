import type { Broken } from '../../core/contract.ts';
import { validationErrors } from '../../core/validation-errors.ts';

const listed = validationErrors('ValidationException');

/** A name that no table can have is told alone, and its length before its characters. */
export function refusal(broken: readonly Broken[]) {
  const ofName = broken.filter(({ path, value }) => path === 'tableName' && value !== null);
  const first = ofName.find(({ rule }) => rule === 'length') ?? ofName[0];
  return listed(first === undefined ? broken : [first]);
}
