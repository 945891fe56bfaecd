import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { given, shape } from '../../core/state.ts';
import type { MockedOutcome } from '../ports.ts';

/**
 * A test case of a mock configuration file: what answers tasks in the place of the services they name.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 */
export interface TestCase {
  readonly name: string;
  /** By the names of the states that are mocked. */
  readonly states: ReadonlyMap<string, MockedResponse>;
}

/** A mocked response by its name in the file, its answers in the order of the invocations. */
export interface MockedResponse {
  readonly name: string;
  readonly answers: readonly MockedAnswer[];
}

/** What so many invocations in a row are answered with: one of `Return` and `Throw`. */
export interface MockedAnswer {
  readonly times: number;
  readonly Return?: Json | undefined;
  readonly Throw?: { readonly Error: string; readonly Cause: string } | undefined;
}

export const TEST_CASE = shape<TestCase>({
  name: z.string(),
  states: z.map(z.string(), given<MockedResponse>()),
});

/**
 * The mocked states of one execution. Each is answered by one counter, which goes on with every
 * invocation, a retry or not, of a Map's iterations, too.
 */
export class MockedStates {
  /** How often each state was answered. */
  readonly counts = new Map<string, number>();
  readonly #testCase: TestCase;

  constructor(testCase: TestCase) {
    this.#testCase = testCase;
  }

  /** What gives the next answer of a state. Undefined: it is not mocked. */
  of(state: string): (() => MockedOutcome) | undefined {
    const response = this.#testCase.states.get(state);
    return response && (() => this.#next(state, response));
  }

  #next(state: string, { name, answers }: MockedResponse): MockedOutcome {
    const count = this.counts.get(state) ?? 0;
    let end = 0;
    for (const { times, Return = null, Throw } of answers) {
      end += times;
      if (count >= end) continue;
      this.counts.set(state, count + 1);
      if (Throw === undefined) return { output: Return };
      return { failure: { error: Throw.Error, cause: Throw.Cause } };
    }
    const cause = `The test case '${this.#testCase.name}' has ${end} mocked responses for the state '${state}', and all of them are used up: add "${end}" to '${name}' in MockedResponses.`;
    return { failure: { error: 'States.Runtime', cause, phase: 'schedule', fatal: true } };
  }
}
