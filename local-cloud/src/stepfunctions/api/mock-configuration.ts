import * as z from 'zod';
import { didYouMean } from '../../core/closest.ts';
import { UserError } from '../../core/errors.ts';
import { json, jsonObject } from '../../core/json-schemas.ts';
import { problems } from '../../core/problems.ts';
import type { MockedAnswer, TestCase } from '../execution/mocked-states.ts';
import { parseJson } from '../parse-json.ts';

/** The test cases of a mock configuration, by the names of state machines and their own. */
export type MockConfiguration = ReadonlyMap<string, ReadonlyMap<string, TestCase>>;

/** An object by the names that users give: zod's own records drop one that is called `__proto__`. */
function named<Value>(value: z.ZodType<Value>) {
  return jsonObject
    .transform((object) => new Map<string, unknown>(Object.entries(object)))
    .pipe(z.map(z.string(), value));
}

/** What a response is read as: `Return` any JSON, `Throw` what a service fails with. */
const answer = z
  .strictObject({
    Return: json.optional(),
    Throw: z.strictObject({ Error: z.string(), Cause: z.string() }).optional(),
  })
  .refine(
    ({ Return, Throw }) => (Return === undefined) !== (Throw === undefined),
    'Write one of "Return" and "Throw"',
  );

/** `0`, or `1-2`. */
const INVOCATIONS = /^(?<first>0|[1-9]\d{0,8})(?:-(?<last>[1-9]\d{0,8}))?$/;

/** Answers by the numbers of invocations. One without any is taken, as Step Functions Local takes it. */
const response = named(answer).transform((byNumbers, context): MockedAnswer[] => {
  const refuse = (message: string, path: string[] = []) =>
    void context.addIssue({ code: 'custom', message, path });
  const spans = [...byNumbers].map(([numbers, given]) => {
    const { first, last = first } = INVOCATIONS.exec(numbers)?.groups ?? {};
    const span = { first: Number(first), times: Number(last) - Number(first) + 1, ...given };
    if (!(span.times > 0)) refuse('Name invocations as "0" or "1-2": the first is 0', [numbers]);
    return span;
  });
  spans.sort((a, b) => a.first - b.first);
  let next = 0;
  for (const { first, times } of spans) {
    if (first > next) refuse(`Nothing answers invocation ${next}, which is before ${first}`);
    if (first < next) refuse(`Invocation ${first} is answered twice`);
    next = first + times;
  }
  return spans.map(({ first: _, ...given }) => given);
});

const configuration = z
  .strictObject({
    StateMachines: named(z.strictObject({ TestCases: named(named(z.string())) })),
    MockedResponses: named(response),
  })
  .transform(({ StateMachines, MockedResponses }, context) => {
    const responseOf = (name: string, path: string[]) => {
      const answers = MockedResponses.get(name);
      if (answers !== undefined) return { name, answers };
      const names = [...MockedResponses.keys()];
      const fix = `${didYouMean(name, names)}There are: ${names.join(', ') || 'none'}`;
      context.addIssue({ code: 'custom', message: `No mocked response "${name}". ${fix}`, path });
      return { name, answers: [] };
    };
    return mapped(StateMachines, ({ TestCases }, machine) =>
      mapped(TestCases, (states, name): TestCase => {
        const path = ['StateMachines', machine, 'TestCases', name];
        return {
          name,
          states: mapped(states, (wanted, state) => responseOf(wanted, [...path, state])),
        };
      }),
    );
  });

function mapped<From, To>(map: ReadonlyMap<string, From>, to: (from: From, key: string) => To) {
  return new Map([...map].map(([key, value]) => [key, to(value, key)] as const));
}

/**
 * Reads a mock configuration, as people know it from Step Functions Local.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 *
 * @param source what it is called where it is wrong, for example its file
 * @throws UserError that names the places which are wrong
 */
export function readMockConfiguration(text: string, source: string): MockConfiguration {
  const parsed = configuration.safeParse(valueIn(text, source));
  if (parsed.success) return parsed.data;
  throw new UserError(`${source} is no mock configuration`, {
    why: problems(parsed.error),
    fix: 'docs/projects.md of the local cloud shows how one is written.',
  });
}

function valueIn(text: string, source: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    throw new UserError(`${source} is not JSON`, { why: (cause as Error).message, cause });
  }
}
