import { UserError } from '../core/errors.ts';
import { isObject, isTooDeep, type Json } from '../core/json.ts';

/** How many levels of objects and lists a template may have. */
const DEEPEST = 250;
/** In all: a template of 1 MB that people write has fewer. */
const MOST_VALUES = 100_000;
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const QUOTAS = { Mappings: 200, Outputs: 200, Parameters: 200, Resources: 500 };

const INTO_A_FILE = 'Write what is so large, such as a definition, into a file of its own.';

/**
 * Refuses what nobody writes, and others would wait for.
 *
 * @throws UserError
 */
export function refuseTooMuch(template: Json, source: string): void {
  if (isTooDeep(template, DEEPEST)) {
    throw new UserError(`${source} is nested deeper than ${DEEPEST} levels`, { fix: INTO_A_FILE });
  }
  if (hasTooMany(template)) {
    throw new UserError(`${source} has more than ${MOST_VALUES} values`, {
      why: 'Whoever else makes requests would wait while it is deployed.',
      fix: INTO_A_FILE,
    });
  }
  refuseTooMany(template, source);
}

/** Refuses what CloudFormation has quotas for. Throws UserError. */
export function refuseTooMany(template: Json, source: string): void {
  for (const [section, most] of Object.entries(QUOTAS)) {
    const members = isObject(template) && isObject(template[section]) ? template[section] : {};
    const count = Object.keys(members).length;
    if (count <= most) continue;
    throw new UserError(
      `Template format error: Number of ${section}, ${count}, is greater than maximum allowed, ${most}`,
      {
        why: `CloudFormation takes no more of them in one template: ${source}.`,
        fix: 'Make several stacks of it.',
      },
    );
  }
}

function hasTooMany(template: Json): boolean {
  let count = 0;
  const open: Json[] = [template];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    count += 1;
    if (count + open.length > MOST_VALUES) return true;
    if (typeof value === 'object' && value !== null) {
      for (const member of Object.values(value)) open.push(member);
    }
  }
  return false;
}
