import { CloudClock } from '../core/cloud-clock.ts';
import { AwsError } from '../core/errors.ts';
import { SeededRandom } from '../core/random.ts';
import type { Cloud, Principal } from '../core/service.ts';

export const root: Principal = { kind: 'root', arn: 'arn:aws:iam::123456789012:root' };

interface Call {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** A cloud that notes what is called, and fails at the operation it is told to, if any. */
export function recordingCloud(failOn?: string) {
  const failing: { operation: string | undefined; also?: string; code?: string } = {
    operation: failOn,
  };
  const calls: Call[] = [];
  const cloud: Cloud = {
    clock: new CloudClock({ frozen: true, start: 0 }),
    random: new SeededRandom('deploy'),
    accountId: '123456789012',
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:4566',
    background: () => {},
    authorize: () => {},
    recordMetric: () => {},
    async call<Output>(_principal: Principal, _sdkId: string, operation: string, input: object) {
      const call = { operation, input: input as Record<string, unknown> };
      calls.push(call);
      if (operation === failing.operation || operation === failing.also) {
        throw new AwsError(failing.code ?? 'LimitExceededException', 'too many');
      }
      return answer(call) as Output;
    },
  };
  return { cloud, calls, failing };
}

function answer({ operation, input }: Call): object {
  switch (operation) {
    case 'CreateApi':
      return { ApiId: 'a1b2', ApiEndpoint: 'http://127.0.0.1:4566/a1b2' };
    case 'CreateQueue':
      return { QueueUrl: `http://queues/${input.QueueName}` };
    case 'CreateTable':
      return { TableDescription: { TableArn: `arn:table/${input.TableName}` } };
    case 'PublishVersion':
      return { Version: `of ${input.Description}`, FunctionArn: 'arn:f:1' };
    case 'CreateStateMachine':
      return { stateMachineArn: `arn:machine:${input.name}` };
    case 'CreateFunction':
      return { FunctionArn: `arn:function:${input.FunctionName}` };
    case 'CreateRole':
      return { Role: { Arn: `arn:role/${input.RoleName}`, RoleId: 'AROA' } };
    default:
      return {};
  }
}
