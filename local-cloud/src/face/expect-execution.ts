import { AssertionError } from 'node:assert';
import { differences, pathDifference } from '../scenarios/expect.ts';
import type { Execution } from './execution.ts';
import { unknownName } from './options.ts';
import { pathLines } from './path-lines.ts';

/** What is to hold of an execution; what is not named is free. */
export interface ExpectedExecution {
  readonly status?: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** The error's name. */
  readonly error?: string;
  readonly cause?: string;
  /** Objects are compared member by member, and may have more; lists and plain values are equal. */
  readonly output?: unknown;
  /** The states entered, in order; a list within the list is a set entered in any order. */
  readonly path?: readonly (string | readonly string[])[];
}

const VALUES = ['status', 'error', 'cause', 'output'] as const;
const NAMES: readonly string[] = [...VALUES, 'path'];

/**
 * Asserts how an execution ended and which way it took.
 *
 *     expectExecution(await cloud.run('Order', { tea: 'green' }), {
 *       status: 'SUCCEEDED',
 *       path: ['Check Order', ['Pack', 'Charge'], 'Ship'],
 *       output: { shipped: true },
 *     });
 *
 * @throws AssertionError of `node:assert`, which every test runner knows: it lists what differs;
 *   UserError for a name that is none of an expectation
 */
export function expectExecution(execution: Execution, expected: ExpectedExecution): void {
  const unknown = Object.keys(expected).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw unknownName('expectExecution', unknown, NAMES);
  const problems = [...named(VALUES, execution, expected), ...pathProblems(execution, expected)];
  if (problems.length === 0) return;
  throw new AssertionError({
    message: [`${execution.arn} is not as expected`, ...problems, ...failure(execution)].join('\n'),
    actual: Object.fromEntries(
      Object.keys(expected).map((key) => [key, execution[key as keyof ExpectedExecution]]),
    ),
    expected,
    operator: 'expectExecution',
    stackStartFn: expectExecution,
  });
}

function named(
  members: readonly Exclude<keyof ExpectedExecution, 'path'>[],
  execution: Execution,
  expected: ExpectedExecution,
): string[] {
  return members.flatMap((member) =>
    expected[member] === undefined
      ? []
      : differences(expected[member], execution[member], `  ${member}`),
  );
}

function pathProblems({ path, events }: Execution, expected: ExpectedExecution): string[] {
  if (expected.path === undefined) return [];
  if (events.length === 0) {
    return ['  path: an Express execution has one only if its state machine logs at level ALL'];
  }
  if (pathDifference(expected.path, path).length === 0) return [];
  return ['  path (- expected, + entered):', ...pathLines(expected.path, path)];
}

/** What made it fail is what people look for first. */
function failure({ error, cause }: Execution): string[] {
  return error === undefined && cause === undefined
    ? []
    : [`  it ended with ${error ?? 'no error name'}: ${cause ?? 'no cause'}`];
}
