import { invalid, invalidName } from './errors.ts';

/** What the API model says a member must be. */
export interface Constraint {
  readonly required?: true;
  /** Of texts and lists: the length. Of numbers: the value. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly values?: readonly string[];
}

/**
 * Checks an input as AWS's front door does, all members at once:
 * `2 validation errors detected: Value '...' at 'name' failed to satisfy constraint: ...; Value ...`.
 */
export function checkInput(input: object, constraints: Readonly<Record<string, Constraint>>): void {
  const problems = Object.entries(constraints).flatMap(([member, constraint]) =>
    problemsOf((input as Record<string, unknown>)[member], member, constraint),
  );
  refuse(problems);
}

/** Refuses with the problems found, if any. */
export function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const count = `${problems.length} validation error${problems.length > 1 ? 's' : ''} detected`;
  throw invalid(`${count}: ${problems.join('; ')}`);
}

/** What is wrong with one value. `path` is the member's place: `routingConfiguration.1.member.weight`. */
export function problemsOf(value: unknown, path: string, constraint: Constraint): string[] {
  if (value === undefined || value === null) {
    return constraint.required ? [problem('null', path, 'Member must not be null')] : [];
  }
  const shown = `'${show(value)}'`;
  return requirements(value, constraint).map((required) => problem(shown, path, required));
}

function problem(shown: string, path: string, required: string): string {
  return `Value ${shown} at '${path}' failed to satisfy constraint: ${required}`;
}

function requirements(value: unknown, { min, max, pattern, values }: Constraint): string[] {
  const size = typeof value === 'number' ? value : lengthOf(value);
  const what = typeof value === 'number' ? 'value' : 'length';
  const failed: string[] = [];
  if (max !== undefined && size > max) {
    failed.push(`Member must have ${what} less than or equal to ${max}`);
  }
  if (min !== undefined && size < min) {
    failed.push(`Member must have ${what} greater than or equal to ${min}`);
  }
  if (pattern !== undefined && !pattern.test(String(value))) {
    failed.push(`Member must satisfy regular expression pattern: ${pattern.source}`);
  }
  if (values !== undefined && !values.includes(String(value))) {
    failed.push(`Member must satisfy enum value set: [${values.join(', ')}]`);
  }
  return failed;
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

/** As Java prints it: a list of texts in brackets. */
function show(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return `[${value.map((item) => (typeof item === 'object' ? showItem(item) : item)).join(', ')}]`;
}

/** Recorded for the routing configuration of aliases, the only list of objects with a limit. */
function showItem(item: object): string {
  const members = Object.entries(item).map(([name, value]) => `${name}=${value}`);
  return `RoutingConfigurationListItem(${members.join(', ')})`;
}

export const arn: Constraint = { required: true, min: 1, max: 256 };
export const longArn: Constraint = { required: true, min: 1, max: 2000 };
export const pageSize: Constraint = { min: 0, max: 1000 };
export const pageToken: Constraint = { min: 1, max: 1024 };
export const includedData: Constraint = { values: ['ALL_DATA', 'METADATA_ONLY'] };

/** White space, brackets, wildcards, special and control characters are not for names. */
const NOT_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

/** A name of a state machine, an execution or an activity. */
export function checkName(name: string): void {
  refuse(problemsOf(name, 'name', { min: 1, max: 80 }));
  if (NOT_IN_NAMES.test(name)) throw invalidName(name);
}
