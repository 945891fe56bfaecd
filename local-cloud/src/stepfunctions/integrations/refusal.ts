import type { Json } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
import {
  callsService,
  parseResource,
  type Resource,
  type ServiceResource,
} from '../language/resource.ts';
import type { IntegrationPorts } from './attempt.ts';
import { version1, version2 } from './java-names.ts';
import { misfit } from './members.ts';
import { findHttp, findOptimised, notServed } from './registry.ts';

/**
 * Why a task cannot be scheduled. Recorded: one on an activity that is not there ends the
 * execution; so do parameters that do not fit the operation, if its shape is at hand.
 */
export function refusal(
  ports: IntegrationPorts,
  resource: Resource,
  parameters: Json,
): StatesError | undefined {
  if (callsService(resource)) return parametersRefusal(ports, resource, parameters);
  if (resource.kind === 'lambda' || ports.activities.exists(resource.arn)) return undefined;
  return new StatesError('States.Runtime', `The activity ${resource.arn} does not exist.`);
}

function parametersRefusal(
  ports: IntegrationPorts,
  resource: ServiceResource,
  parameters: Json,
): StatesError | undefined {
  const unserved = notServed(resource);
  if (unserved !== undefined) return unserved;
  const http = findHttp(resource);
  if (http !== undefined) return thrownBy(() => http.request(parameters));
  const integration = findOptimised(resource);
  const service = integration?.sdkService ?? resource.service;
  const shape = ports.calls.knownShape(service, resource.action);
  if (shape === undefined) return undefined;
  return misfit(shape.input, parameters, integration === undefined ? version2 : version1);
}

function thrownBy(action: () => unknown): StatesError | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof StatesError) return error;
    throw error;
  }
}

/** Loads the shapes of the operations that tasks call, so that they are at hand. */
export async function loadShapes(
  ports: IntegrationPorts,
  resources: Iterable<string>,
): Promise<void> {
  for (const arn of resources) {
    const resource = parseResource(arn);
    if (!callsService(resource)) continue;
    const service = findOptimised(resource)?.sdkService ?? resource.service;
    await ports.calls.shape(service, resource.action);
  }
}
