import { CloudClock } from '../src/core/cloud-clock.ts';
import { AwsError } from '../src/core/errors.ts';
import type { Json } from '../src/core/json.ts';
import { type GivenBytes, textOf } from '../src/core/known-json.ts';
import { SeededRandom } from '../src/core/random.ts';
import type { Cloud } from '../src/core/service.ts';
import { memberLimits } from '../src/sdk/member-limits.ts';
import { createAwsCalls } from '../src/stepfunctions/api/aws-calls.ts';
import type { IntegrationPorts } from '../src/stepfunctions/integrations/attempt.ts';
import type { AwsCalls } from '../src/stepfunctions/integrations/aws-calls.ts';
import type { TaskFailure } from '../src/stepfunctions/ports.ts';
import { testState } from '../src/stepfunctions/test-state/test-state.ts';
import type { TestStateInput } from '../src/stepfunctions/test-state/types.ts';
import { differences } from './compare.ts';
import type { Fixture, LambdaMock } from './fixtures.ts';
import { invoke } from './lambdas.ts';
import type { Verdict } from './report.ts';

/** One TestState call as it was recorded on AWS. */
export interface TestStateFixture extends Fixture {
  readonly kind: 'testState';
  readonly params: Omit<TestStateInput, 'definition'> & { readonly definition: Json };
  readonly expected: Readonly<Record<string, ExpectedAnswer>>;
  readonly lambdas?: Readonly<Record<string, LambdaMock>>;
}

interface ExpectedAnswer {
  readonly ResponseMetadata?: unknown;
  readonly Error?: { readonly Code: string; readonly Message: string };
  /** As boto3 prints an exception. */
  readonly exception_typename?: string;
  readonly exception_value?: string;
}

export function isTestState(fixture: Fixture): fixture is TestStateFixture {
  return fixture.kind === 'testState';
}

/** Outcome: the whole answer, inspection data included, or the same exception in the same words. */
export async function judgeTestState(fixture: TestStateFixture): Promise<Verdict> {
  const reasons = await differencesOf(fixture);
  return { fixture, outcome: reasons.length === 0, reasons };
}

async function differencesOf(fixture: TestStateFixture): Promise<string[]> {
  const { definition, ...rest } = fixture.params;
  const [expected] = Object.values(fixture.expected);
  try {
    const given = { ...rest, definition: JSON.stringify(definition) };
    const actual = await testState(given, worldOf(fixture));
    return differences(expected, actual, {
      wildcards: new Set(fixture.wildcards),
      ignore: new Set(['ResponseMetadata', 'SdkHttpMetadata', 'SdkResponseMetadata']),
    });
  } catch (error) {
    if (error instanceof AwsError) return refusal(expected, error);
    return [`threw ${error instanceof Error ? error.stack : error}`];
  }
}

function refusal(expected: ExpectedAnswer | undefined, error: AwsError): string[] {
  const code = expected?.Error?.Code ?? expected?.exception_typename;
  const message = expected?.Error?.Message ?? expected?.exception_value?.split(' operation: ')[1];
  // The client refuses these before it sends them: how the service words it was not recorded.
  if (code === 'ParamValidationError' && error.code === 'ValidationException') return [];
  const same = code === error.code && message === error.message;
  return same ? [] : [`expected ${code}: ${message}, got ${error.code}: ${error.message}`];
}

function worldOf(fixture: TestStateFixture): Parameters<typeof testState>[1] {
  const clock = new CloudClock({ autoSkip: true, frozen: true });
  const random = new SeededRandom(fixture.id);
  const integrations: IntegrationPorts = {
    calls: recordedFunctions(fixture, { clock, random }),
    clock,
    random,
    activities: {
      offer: () => {},
      withdraw: () => {},
    } as unknown as IntegrationPorts['activities'],
    http: { send: () => Promise.reject(new Error('no network here')) },
    executionEnd: () => Promise.resolve(),
  };
  return { integrations, region: 'us-east-1', accountId: '111111111111', limitsOf: memberLimits };
}

/** Lambda, answering as the recorded functions did; the shapes are the SDK's. */
function recordedFunctions(fixture: TestStateFixture, ports: Chance): AwsCalls {
  return {
    ...createAwsCalls({} as Cloud),
    async call(_caller, _sdkId, _operation, input) {
      const { FunctionName = '', Payload } = input as {
        FunctionName?: string;
        Payload?: GivenBytes;
      };
      const functions = Object.entries(fixture.lambdas ?? {});
      const known = functions.find(([name, { arn }]) => [name, arn].includes(FunctionName));
      if (!known) throw new AwsError('ResourceNotFoundException', `No function ${FunctionName}`);
      const payload = JSON.parse(textOf(Payload) || '{}') as Json;
      const result = await answer(known[1], payload, ports);
      const body = Buffer.from(JSON.stringify(result));
      return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: body };
    },
  };
}

type Chance = Pick<IntegrationPorts, 'clock' | 'random'>;

function answer(mock: LambdaMock, payload: Json, ports: Chance): Promise<Json> {
  return new Promise((succeeded, reject) => {
    const nothing = (): void => {};
    const failed = ({ error = 'Error', cause = '' }: TaskFailure) =>
      reject(new AwsError(error, cause));
    const observer = {
      started: nothing,
      submitted: nothing,
      heartbeat: nothing,
      succeeded,
      failed,
    };
    invoke({ mock, payload, optimised: undefined }, observer, ports);
  });
}
