import type { Json } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
import type { ServiceResource } from '../language/resource.ts';
import { type CallRequest, LARGEST_FILE, type TaskFailure, type Tasks } from '../ports.ts';
import { offerActivityTask } from './activity.ts';
import { Attempt, type IntegrationPorts } from './attempt.ts';
import { runHttpTask } from './http-call.ts';
import { version2 } from './java-names.ts';
import { runFunctionTask } from './lambda-function.ts';
import { rawBytes, toInput } from './members.ts';
import { refusal } from './refusal.ts';
import { findHttp, notServed } from './registry.ts';
import { findRoute, nameFailure, send } from './service-call.ts';
import { runServiceTask } from './service-task.ts';

/** The engine's Tasks port: every resource that a Task state can name. */
export function createTasks(ports: IntegrationPorts): Tasks {
  return {
    start(request, observer) {
      const attempt = new Attempt(request, observer);
      run(ports, attempt).catch((error: unknown) => attempt.failed(failureToStart(error)));
      return { cancel: () => attempt.cancel() };
    },
    refuses: (resource, parameters) => refusal(ports, resource, parameters),
    call: (request) => callService(ports, request),
    forbids(caller, needs) {
      const denial = ports.calls.denial?.(caller, needs);
      return denial === undefined ? undefined : new StatesError('States.Permissions', denial);
    },
  };
}

/** What States.Runtime and faults of our own look like: the task did not get as far as starting. */
function failureToStart(error: unknown): TaskFailure {
  if (error instanceof StatesError) {
    return { error: error.error, cause: error.cause, phase: 'schedule' };
  }
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { error: 'States.Runtime', cause, phase: 'schedule' };
}

async function run(ports: IntegrationPorts, attempt: Attempt): Promise<void> {
  const { resource } = attempt.request;
  switch (resource.kind) {
    case 'lambda':
      return runFunctionTask(ports, attempt);
    case 'activity':
      return offerActivityTask(ports.activities, attempt);
    default:
      return sendOrCall(ports, attempt, resource);
  }
}

async function sendOrCall(
  ports: IntegrationPorts,
  attempt: Attempt,
  resource: ServiceResource,
): Promise<void> {
  const unserved = notServed(resource);
  if (unserved !== undefined) throw unserved;
  const http = findHttp(resource);
  if (http === undefined) return runServiceTask(ports, attempt, resource);
  return runHttpTask(ports, attempt, http, resource);
}

/** One call outside a Task: S3 for ItemReader and ResultWriter. Texts are written as they are. */
async function callService(ports: IntegrationPorts, request: CallRequest): Promise<Json> {
  const route = await findRoute(ports, request.service, request.action, undefined);
  try {
    const input = toInput(route.shape.input, request.parameters, version2, rawBytes);
    return await send(ports, request, route, input, LARGEST_FILE);
  } catch (error) {
    const { error: name, cause } = nameFailure(error, route, ports.random.uuid());
    throw new StatesError(name, cause);
  }
}
