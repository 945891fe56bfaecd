import { BlockList, isIPv6 } from 'node:net';
import type { Condition } from '../core/policy.ts';
import { escapeWildcards, type RequestContext, substitute } from './variables.ts';
import { glob, matchesArn } from './wildcard.ts';

/** Does one value of the request match one value of the policy? */
type Comparison = (actual: string, wanted: string) => boolean;

const equalsIgnoreCase: Comparison = (actual, wanted) =>
  actual.toLowerCase() === wanted.toLowerCase();
const like: Comparison = (actual, wanted) => glob(wanted)(actual);
const arnLike: Comparison = (actual, wanted) => matchesArn(wanted, actual);

/** The operators that ask for a match. Those that ask for none are their negations. */
const POSITIVE: Readonly<Record<string, Comparison>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringLike: like,
  NumericEquals: numeric((actual, wanted) => actual === wanted),
  NumericLessThan: numeric((actual, wanted) => actual < wanted),
  NumericLessThanEquals: numeric((actual, wanted) => actual <= wanted),
  NumericGreaterThan: numeric((actual, wanted) => actual > wanted),
  NumericGreaterThanEquals: numeric((actual, wanted) => actual >= wanted),
  DateEquals: date((actual, wanted) => actual === wanted),
  DateLessThan: date((actual, wanted) => actual < wanted),
  DateLessThanEquals: date((actual, wanted) => actual <= wanted),
  DateGreaterThan: date((actual, wanted) => actual > wanted),
  DateGreaterThanEquals: date((actual, wanted) => actual >= wanted),
  Bool: equalsIgnoreCase,
  BinaryEquals: (actual, wanted) => actual === wanted,
  IpAddress: inNetwork,
  ArnEquals: arnLike,
  ArnLike: arnLike,
};

const NEGATIVE: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

export function isConditionOperator(name: string): boolean {
  return name === 'Null' || Object.hasOwn(POSITIVE, name) || Object.hasOwn(NEGATIVE, name);
}

/**
 * Whether a request meets one condition of a statement.
 *
 * A key that the request lacks fails an operator that asks for a match and passes one that asks
 * for none; `...IfExists` and `ForAllValues` pass without it, `ForAnyValue` fails.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function meets(condition: Condition, context: RequestContext, variables: boolean): boolean {
  const actual = context.get(condition.key) ?? [];
  if (condition.operator === 'Null') {
    return condition.values.some((wanted) => equalsIgnoreCase(String(actual.length === 0), wanted));
  }
  const negated = NEGATIVE[condition.operator];
  if (actual.length === 0) {
    if (condition.ifExists || condition.set === 'ForAllValues') return true;
    return condition.set === undefined && negated !== undefined;
  }
  const compare = POSITIVE[negated ?? condition.operator]!;
  const wanted = condition.values.flatMap((value) =>
    variables ? (substitute(value, context) ?? []) : value,
  );
  const passes = (value: string) =>
    wanted.some((one) => compare(escapeWildcards(value), one)) === (negated === undefined);
  if (condition.set === 'ForAnyValue') return actual.some(passes);
  if (condition.set === 'ForAllValues' || negated !== undefined) return actual.every(passes);
  return actual.some(passes);
}

type NumberComparison = (actual: number, wanted: number) => boolean;

function numeric(compare: NumberComparison): Comparison {
  return comparable(Number, compare);
}

function date(compare: NumberComparison): Comparison {
  return comparable(time, compare);
}

function comparable(read: (text: string) => number, compare: NumberComparison): Comparison {
  return (actual, wanted) => {
    const [left, right] = [read(actual), read(wanted)];
    return !Number.isNaN(left) && !Number.isNaN(right) && compare(left, right);
  };
}

/** Milliseconds since 1970 of an ISO 8601 date, or of seconds since 1970. */
function time(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** Whether an address is in a network in CIDR notation, or is the one address. */
function inNetwork(address: string, network: string): boolean {
  const [base = '', length] = network.split('/');
  const family = isIPv6(base) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  try {
    list.addSubnet(base, length === undefined ? fullLength(family) : Number(length), family);
    return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  } catch {
    return false;
  }
}

function fullLength(family: 'ipv4' | 'ipv6'): number {
  return family === 'ipv6' ? 128 : 32;
}
