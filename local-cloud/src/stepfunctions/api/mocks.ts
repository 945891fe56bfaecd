import { didYouMean } from '../../core/closest.ts';
import { UserError } from '../../core/errors.ts';
import type { TestCase } from '../execution/mocked-states.ts';
import { taskNames } from './definition-states.ts';
import { invalid } from './errors.ts';
import type { Target } from './machine-store.ts';
import type { MockConfiguration } from './mock-configuration.ts';

/** Ends the names that CloudFormation makes. */
const SUFFIX = /-[0-9A-F]{12}$/;

/** The mocks of a cloud: which test case an execution is started with. */
export class Mocks {
  #configuration: MockConfiguration;
  readonly #defaults: ReadonlyMap<string, string>;

  /**
   * @param defaults the test cases of executions that are started without one, by their state machines
   * @throws UserError for one that the configuration does not have
   */
  constructor(configuration: MockConfiguration, defaults: ReadonlyMap<string, string>) {
    this.#configuration = configuration;
    this.#defaults = defaults;
    this.replace(configuration);
  }

  /**
   * Puts another configuration in the place of this one, for executions that are started from now on.
   *
   * @throws UserError, and leaves it as it is, where it lacks a test case that is a default
   */
  replace(configuration: MockConfiguration): void {
    for (const [machine, name] of this.#defaults) checkDefault(configuration, machine, name);
    this.#configuration = configuration;
  }

  /**
   * What answers the tasks of an execution. Undefined: the services do.
   *
   * @param wanted what stood after the `#`
   * @throws AwsError ValidationException where there is no such test case, or it mocks what is no Task of the machine
   */
  testCaseOf({ machine, revision }: Target, wanted: string | undefined): TestCase | undefined {
    const key = keyOf(this.#configuration, machine.name);
    const name = wanted ?? (key === undefined ? undefined : this.#defaults.get(key));
    if (name === undefined) return undefined;
    if (key === undefined) {
      const names = this.#configuration.keys();
      throw invalid(
        `There is no test case '${name}': the mocks have no state machine '${machine.name}'. ${oneOf(machine.name, names)}`,
      );
    }
    const testCases = this.#configuration.get(key)!;
    const testCase = testCases.get(name);
    if (testCase === undefined) {
      throw invalid(
        `The mocks have no test case '${name}' of '${key}'. ${oneOf(name, testCases.keys())}`,
      );
    }
    checkStates(testCase, key, taskNames(revision.machine.definition));
    return testCase;
  }
}

/**
 * State machines go by their names; by what those end with after a hyphen (`orders` is also for
 * `shop-dev-orders`); by their logical ids, where CloudFormation has made a name of one. The longest says most.
 */
function keyOf(configuration: MockConfiguration, name: string): string | undefined {
  const plain = name.replace(SUFFIX, '');
  const isMeant = (key: string) => key === name || key === plain || plain.endsWith(`-${key}`);
  return [...configuration.keys()].filter(isMeant).sort((a, b) => b.length - a.length)[0];
}

function checkDefault(configuration: MockConfiguration, machine: string, name: string): void {
  const testCases = configuration.get(machine);
  if (testCases?.has(name)) return;
  throw new UserError(
    testCases === undefined
      ? `The mocks have no state machine "${machine}"`
      : `The mocks have no test case "${name}" of "${machine}"`,
    {
      why: '"testCases" names it for executions that are started without a test case.',
      fix:
        testCases === undefined
          ? oneOf(machine, configuration.keys())
          : oneOf(name, testCases.keys()),
    },
  );
}

function checkStates({ name, states }: TestCase, key: string, tasks: readonly string[]): void {
  const stray = [...states.keys()].find((state) => !tasks.includes(state));
  if (stray === undefined) return;
  throw invalid(
    `The test case '${name}' of '${key}' mocks the state '${stray}', and the state machine has no Task state of that name. ${oneOf(stray, tasks)}`,
  );
}

function oneOf(wanted: string, names: Iterable<string>): string {
  const all = [...names];
  return `${didYouMean(wanted, all)}Take one of: ${all.join(', ') || '(there are none)'}`;
}
