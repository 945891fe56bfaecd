import type { PipeTargetInvocationType } from '@aws-sdk/client-pipes';
import { AwsError } from '../../core/errors.ts';
import { explain } from './explain.ts';
import type { Call } from './targets.ts';

interface Ended {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/**
 * Starts an execution, and gives its output: JSON; `null` where nobody waits for it. Only Express
 * executions can be waited for.
 *
 * @throws AwsError where the execution could not be started, or did not succeed
 */
export async function runMachine(
  call: Call,
  stateMachineArn: string,
  input: string,
  type: PipeTargetInvocationType = 'REQUEST_RESPONSE',
): Promise<string> {
  if (type === 'FIRE_AND_FORGET') {
    await call('SFN', 'StartExecution', { stateMachineArn, input }).catch(explain);
    return 'null';
  }
  const started = call<Ended>('SFN', 'StartSyncExecution', { stateMachineArn, input });
  const ended = await started.catch(explain);
  const { status, output = 'null', error = status, cause = 'no cause was given' } = ended;
  if (status === 'SUCCEEDED') return output;
  throw new AwsError('ExecutionFailed', `The execution ended with ${status}: ${error}: ${cause}`);
}
