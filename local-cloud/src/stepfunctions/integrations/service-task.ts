import type { Json } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
import type { ServiceResource } from '../language/resource.ts';
import type { Attempt, IntegrationPorts } from './attempt.ts';
import { watchJob } from './job.ts';
import { findOptimised } from './registry.ts';
import {
  findRoute,
  nameFailure,
  prepareInput,
  type Route,
  send,
  withMetadata,
} from './service-call.ts';

/** A Task that calls a service: `arn:aws:states:::<service>:<action>` or `...:aws-sdk:...`. */
export async function runServiceTask(
  ports: IntegrationPorts,
  attempt: Attempt,
  resource: ServiceResource,
): Promise<void> {
  const { request } = attempt;
  const { service, action } = resource;
  const route = await findRoute(ports, service, action, findOptimised(resource));
  if (request.submitted !== undefined) {
    watchJob(ports, attempt, resource, route, request.submitted);
    return;
  }
  const requestId = ports.random.uuid();
  try {
    const input = prepareInput(route, request.parameters, request);
    attempt.started();
    const answer = await send(ports, request, route, input);
    const result = finish(ports, route, answer, requestId);
    if (resource.pattern === 'request') return attempt.succeeded(result);
    attempt.submitted(result);
    if (resource.pattern !== 'waitForTaskToken') watchJob(ports, attempt, resource, route, result);
  } catch (error) {
    if (isRuntimeError(error)) throw error;
    attempt.started();
    const failure = nameFailure(error, route, requestId);
    attempt.failed(resource.pattern === 'request' ? failure : { ...failure, phase: 'submit' });
  }
}

function finish(ports: IntegrationPorts, route: Route, answer: Json, requestId: string): Json {
  if (route.integration === undefined) return answer;
  return withMetadata(ports, route.integration, answer, requestId);
}

function isRuntimeError(error: unknown): boolean {
  return error instanceof StatesError && error.error === 'States.Runtime';
}
