import { camelCase, lengthOf } from './check-contract.ts';
import type { Bounds, Broken, Constraint, Contract } from './contract.ts';
import { AwsError } from './errors.ts';

/**
 * How most services word what a request breaks, all of it at once:
 * `2 validation errors detected: Value '...' at 'name' failed to satisfy constraint: ...; Value ...`.
 * Where the first member has a text of the service's own (`says`), that is told alone.
 *
 * @param code of the service's error, for example `ValidationException`
 * @param members of that error besides its message
 */
export function validationErrors(code: string, members: Record<string, unknown> = {}) {
  const error = (message: string) => new AwsError(code, message, { members });
  return (broken: readonly Broken[]): AwsError => {
    const first = broken.filter(({ path }) => path === broken[0]?.path).map(ownText);
    const own = first.find((text) => text !== undefined);
    if (own !== undefined) return error(own);
    const problems = broken.filter((one) => ownText(one) === undefined);
    const count = `${problems.length} validation error${problems.length > 1 ? 's' : ''} detected`;
    return error(`${count}: ${listed(problems)}`);
  };
}

/** A message that is longer, in characters, tells of no further problem. */
const LONG_MESSAGE = 20_000;

function listed(problems: readonly Broken[]): string {
  let text = '';
  for (const [index, problem] of problems.entries()) {
    if (text.length > LONG_MESSAGE) return text;
    text += `${index === 0 ? '' : '; '}${problemOf(problem)}`;
  }
  return text;
}

/** The service's own text for what is broken, if it has one. */
export function ownText({ rule, value, constraint }: Broken): string | undefined {
  return constraint.says?.[rule]?.replace('{value}', () => String(value));
}

function problemOf(broken: Broken): string {
  return `${subject(broken)} at '${broken.path}' failed to satisfy constraint: ${requirement(broken)}`;
}

function subject({ value, constraint }: Broken): string {
  if (value === null) return 'Value null';
  return constraint.sensitive ? 'Value' : `Value '${show(value, constraint)}'`;
}

function requirement({ rule, value, constraint }: Broken): string {
  const { length, bytes, range, pattern, items, keys, values } = constraint;
  switch (rule) {
    case 'required':
      return NOT_NULL;
    case 'pattern':
      return matching(pattern!);
    case 'length':
      return length !== undefined
        ? side('length', lengthOf(value), length)
        : side('length', Buffer.byteLength(String(value)), bytes!);
    case 'range':
      return side('value', Number(value), range!);
    case 'enum':
      return among(constraint.enum!);
    case 'items':
      return `Member must satisfy constraint: [${all(items ?? {})}]`;
    case 'keys':
      return `Map keys must satisfy constraint: [${all(keys ?? {})}]`;
    case 'values':
      return `Map value must satisfy constraint: [${all(values ?? {})}]`;
  }
}

const NOT_NULL = 'Member must not be null';

function matching(pattern: string): string {
  return `Member must satisfy regular expression pattern: ${pattern}`;
}

function among(values: readonly string[]): string {
  return `Member must satisfy enum value set: [${values.join(', ')}]`;
}

function side(what: 'length' | 'value', size: number, [least, most]: Bounds): string {
  return size < least ? atLeast(what, least) : atMost(what, most!);
}

function atLeast(what: 'length' | 'value', least: number): string {
  return `Member must have ${what} greater than or equal to ${least}`;
}

function atMost(what: 'length' | 'value', most: number): string {
  return `Member must have ${what} less than or equal to ${most}`;
}

/** All that an element must be, whichever rule of it is broken. */
function all(constraint: Constraint): string {
  const { length = constraint.bytes, range, pattern, required } = constraint;
  const told = [
    ...(length ? both('length', length) : []),
    ...(range ? both('value', range) : []),
    ...(pattern === undefined ? [] : [matching(pattern)]),
    ...(constraint.enum ? [among(constraint.enum)] : []),
  ];
  return (required || told.length === 0 ? [...told, NOT_NULL] : told).join(', ');
}

function both(what: 'length' | 'value', [least, most]: Bounds): string[] {
  return [...(most === undefined ? [] : [atMost(what, most)]), atLeast(what, least)];
}

/** As Java prints it: `[a, b]`, `{key=value}`, `RoutingConfigurationListItem(weight=50)`. */
function show(
  value: unknown,
  { items, values, shape, members = {}, unlisted = [] }: Constraint,
): string {
  if (typeof value !== 'object' || value === null) return String(value ?? null);
  if (Array.isArray(value)) return `[${value.map((item) => show(item, items ?? {})).join(', ')}]`;
  if (shape !== undefined) {
    const all = [showMembers(value, members), ...unlisted.map((name) => `${name}=null`)];
    return `${shape}(${all.join(', ')})`;
  }
  const entries = Object.entries(value).map(([key, part]) => `${key}=${show(part, values ?? {})}`);
  return `{${entries.join(', ')}}`;
}

/** All that there are, in the order of the API model; `null` for those that were not given. */
function showMembers(value: object, members: Contract): string {
  const given = value as Readonly<Record<string, unknown>>;
  const shown = Object.entries(members).map(
    ([name, constraint]) => `${camelCase(name)}=${show(given[name] ?? null, constraint ?? {})}`,
  );
  return shown.join(', ');
}
