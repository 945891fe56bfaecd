import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { notSupported } from '../../core/errors.ts';
import type { StoredParameter } from './parameters.ts';

type Matches = (one: StoredParameter, value: string) => boolean;

/** By key and option; the first option of each is its default. */
const FILTERS: Readonly<Record<string, Readonly<Record<string, Matches>>>> = {
  Name: {
    Equals: ({ name }, value) => rooted(name) === rooted(value),
    BeginsWith: ({ name }, value) => name.startsWith(value) || rooted(name).startsWith(value),
    Contains: ({ name }, value) => name.includes(value),
  },
  Type: { Equals: ({ type }, value) => type === value },
  Path: {
    OneLevel: ({ name }, value) => isUnder(name, value, false),
    Recursive: ({ name }, value) => isUnder(name, value, true),
  },
};

/**
 * Whether a parameter fulfils every filter, by one of its values. Throws NotSupportedByLocalCloud for
 * other filters, whatever parameters there are.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
 */
export function readFilters(
  filters: readonly ParameterStringFilter[],
): (one: StoredParameter) => boolean {
  const read = filters.map((filter) => ({ values: filter.Values ?? [], matches: matcher(filter) }));
  return (one) => read.every(({ values, matches }) => values.some((value) => matches(one, value)));
}

function matcher({ Key = '', Option }: ParameterStringFilter): Matches {
  const options = Object.entries(FILTERS[Key] ?? {});
  const found = options.find(([option]) => Option === undefined || option === Option);
  if (found !== undefined) return found[1];
  throw notSupported('SSM', `the filter of parameters by ${Key} ${Option ?? ''}`.trim());
}

/** Whether a parameter is under a path: directly, or also further down. */
export function isUnder(name: string, path: string, recursive: boolean): boolean {
  const start = path.endsWith('/') ? path : `${path}/`;
  const whole = rooted(name);
  return whole.startsWith(start) && (recursive || !whole.slice(start.length).includes('/'));
}

function rooted(name: string): string {
  return name.startsWith('/') ? name : `/${name}`;
}
