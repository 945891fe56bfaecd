import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { StoredParameter } from './parameters.ts';

type Matches = (one: StoredParameter, value: string) => boolean;

/** By key and option; the first option of each is its default. */
const FILTERS: Readonly<Record<string, Readonly<Record<string, Matches>>>> = {
  Name: {
    Equals: ({ name }, value) => rooted(name) === rooted(value),
    BeginsWith: ({ name }, value) => name.startsWith(value) || rooted(name).startsWith(value),
    Contains: ({ name }, value) => name.includes(value),
  },
  Type: {
    Equals: ({ type }, value) => type === value,
    BeginsWith: ({ type }, value) => type.startsWith(value),
  },
  Tier: { Equals: (_one, value) => value === 'Standard' },
  Path: {
    OneLevel: ({ name }, value) => isUnder(name, value, false),
    Recursive: ({ name }, value) => isUnder(name, value, true),
  },
};

/** The keys that each operation takes, as its messages list them. */
const KEYS = {
  DescribeParameters: ['Path', 'Name', 'Type', 'KeyId', 'Tier'],
  GetParametersByPath: ['Type', 'KeyId'],
} as const;

/** Of these the value is one of few. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  Type: ['String', 'StringList', 'SecureString'],
  Tier: ['Standard', 'Advanced', 'Intelligent-Tiering'],
};

/**
 * Whether a parameter fulfils every filter, by one of its values. Throws InvalidFilterKey,
 * InvalidFilterOption and InvalidFilterValue, whose words are known from moto; NotSupportedByLocalCloud
 * for other filters, whatever parameters there are.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
 */
export function readFilters(
  filters: readonly ParameterStringFilter[],
  operation: keyof typeof KEYS,
): (one: StoredParameter) => boolean {
  const keys = filters.map(({ Key }) => Key);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  for (const filter of filters) check(filter, operation);
  if (twice !== undefined) {
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter is duplicated in the request: ${twice}. A request can contain only one occurrence of a specific filter.`,
    );
  }
  const read = filters.map((filter) => ({ values: filter.Values!, matches: matcher(filter) }));
  return (one) => read.every(({ values, matches }) => values.some((value) => matches(one, value)));
}

function check({ Key = '', Option, Values }: ParameterStringFilter, operation: keyof typeof KEYS) {
  const refuse = (what: 'key' | 'option' | 'value', given: string, valid: readonly string[]) => {
    const options = `Valid ${what === 'key' ? 'filter keys' : `${what}s`} include: [${valid.join(', ')}].`;
    const code = what === 'key' ? 'InvalidFilterKey' : 'InvalidFilterOption';
    throw new AwsError(code, `The following filter ${what} is not valid: ${given}. ${options}`);
  };
  const others = operation === 'DescribeParameters' ? ['Label'] : ['Name', 'Path', 'Tier'];
  if (others.includes(Key)) refuse('key', Key, KEYS[operation]);
  if (Values === undefined) {
    const message = `The following filter values are missing : null for filter key ${Key}.`;
    throw new AwsError('InvalidFilterValue', message);
  }
  if (Key === 'Path') {
    if (!PATH_OPTIONS.includes(Option ?? 'OneLevel')) refuse('option', Option!, PATH_OPTIONS);
    Values.forEach(checkPath);
  }
  const wrong = Values.find((value) => VALUES[Key]?.includes(value) === false);
  if (wrong !== undefined) refuse('value', wrong, VALUES[Key]!);
  const options = Key === 'Name' ? [...OPTIONS, 'Contains'] : OPTIONS;
  if (Key !== 'Path' && !options.includes(Option ?? 'Equals')) refuse('option', Option!, OPTIONS);
}

const PATH_OPTIONS: readonly string[] = ['Recursive', 'OneLevel'];
const OPTIONS: readonly string[] = ['BeginsWith', 'Equals'];

/** Throws ValidationException for a path that no parameter can be under. */
export function checkPath(path: string): void {
  if (/^\/[a-zA-Z0-9_.\-/]*$/.test(path) && !path.includes('//')) return;
  throw new AwsError(
    'ValidationException',
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
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
