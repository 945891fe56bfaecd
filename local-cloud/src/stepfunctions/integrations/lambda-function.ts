import type { Json } from '../../core/json.ts';
import { noteText, writeJson } from '../../core/json-write.ts';
import { type GivenBytes, KnownJson, textOf } from '../../core/known-json.ts';
import type { TaskRequest } from '../ports.ts';
import type { Attempt, IntegrationPorts } from './attempt.ts';
import type { AwsCalls } from './aws-calls.ts';
import { functionError, lambdaInvoke, parsePayload } from './lambda-invoke.ts';
import { findRoute, nameFailure } from './service-call.ts';

/**
 * A Task whose `Resource` is a function's ARN: the parameters are the event, the function's
 * result is the state's.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export async function runFunctionTask(ports: IntegrationPorts, attempt: Attempt): Promise<void> {
  attempt.started();
  try {
    attempt.succeeded(await invoke(ports.calls, attempt.request));
  } catch (error) {
    const route = await findRoute(ports, 'lambda', 'invoke', lambdaInvoke);
    attempt.failed(nameFailure(error, route, ports.random.uuid()));
  }
}

async function invoke(calls: AwsCalls, request: TaskRequest): Promise<Json> {
  const input = {
    FunctionName: request.resource.arn,
    Payload: KnownJson.ofText(writeJson(request.parameters)),
  };
  const output = (await calls.call(request, 'Lambda', 'Invoke', input)) as {
    FunctionError?: string;
    Payload?: GivenBytes;
  };
  const text = textOf(output.Payload);
  if (output.FunctionError !== undefined) throw functionError(text);
  if (text === '') return null;
  const value = parsePayload(text);
  // Node's runtime has written it, as it is written here.
  if (output.Payload instanceof KnownJson) noteText(value, text);
  return value;
}
