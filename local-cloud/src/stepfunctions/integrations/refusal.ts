import type { Json } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
import type { IntegrationPorts } from './attempt.ts';
import { version1, version2 } from './java-names.ts';
import { misfit } from './members.ts';
import { findHttp, findOptimised, notServed } from './registry.ts';
import { parseResource, type ServiceResource } from './resource.ts';

/**
 * Why a task cannot be scheduled. Recorded: one on an activity that is not there ends the
 * execution; so do parameters that do not fit the operation, if its shape is at hand.
 */
export function refusal(
  ports: IntegrationPorts,
  text: string,
  parameters: Json,
): StatesError | undefined {
  const resource = parseResource(text);
  switch (resource?.kind) {
    case 'activity':
      if (ports.activities.exists(text)) return undefined;
      return new StatesError('States.Runtime', `The activity ${text} does not exist.`);
    case 'aws-sdk':
    case 'optimised':
      return parametersRefusal(ports, resource, parameters);
    default:
      return undefined;
  }
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
  const { kind, service, action } = resource;
  const integration = kind === 'optimised' ? findOptimised(service, action) : undefined;
  const shape = ports.calls.knownShape(integration?.sdkService ?? service, action);
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

/** Loads the shapes of the operations that a definition's tasks call, so that they are at hand. */
export async function loadShapes(
  ports: IntegrationPorts,
  resources: Iterable<string>,
): Promise<void> {
  for (const text of resources) {
    const resource = parseResource(text);
    if (resource?.kind !== 'aws-sdk' && resource?.kind !== 'optimised') continue;
    const { service, action } = resource;
    const integration = resource.kind === 'optimised' ? findOptimised(service, action) : undefined;
    await ports.calls.shape(integration?.sdkService ?? service, action);
  }
}
