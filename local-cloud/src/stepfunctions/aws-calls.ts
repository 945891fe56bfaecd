import { AwsError } from '../errors.ts';
import { loadModel, type ServiceModel } from '../gateway/schemas.ts';
import type { Cloud } from '../service.ts';
import { rolePrincipal } from './api/principal.ts';
import type { AwsCalls, Caller, OperationShape } from './integrations/aws-calls.ts';
import { upperFirst } from './integrations/java-names.ts';
import { sdkIdOf } from './sdk-ids.ts';

/** The integrations' calls on the services of the cloud, as sessions of the machines' roles. */
export function createAwsCalls(cloud: Cloud): AwsCalls {
  return {
    async call(caller, sdkId, operation, input) {
      // The call counts as work in flight, except while the operation itself waits.
      const hold = cloud.clock.hold();
      try {
        const principal = rolePrincipal(cloud, { ...caller, session: sessionName(caller), hold });
        return await cloud.call(principal, sdkId, operation, input);
      } finally {
        hold.release();
      }
    },
    shape: loadShape,
    knownShape: (service, action) => loaded.get(`${service}:${action}`),
  };
}

/** Of every operation that was asked for. */
const loaded = new Map<string, OperationShape>();

/** AWS opens sessions with names of its own; the execution's says more. */
function sessionName({ executionArn }: Caller): string {
  return executionArn.split(':')[7] ?? 'StepFunctions';
}

async function loadShape(service: string, action: string): Promise<OperationShape | undefined> {
  const model = await modelOf(service);
  const operation = model?.operations.get(upperFirst(action));
  if (model === undefined || operation === undefined) return undefined;
  const shape = {
    sdkId: model.sdkId,
    operation: operation.name,
    input: operation.input,
    output: operation.output,
    error: (code: string) => findError(model, code),
  };
  loaded.set(`${service}:${action}`, shape);
  return shape;
}

/** The SDK's client of a service, where it is installed. */
async function modelOf(service: string): Promise<ServiceModel | undefined> {
  try {
    return await loadModel(sdkIdOf(service));
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

function findError(
  model: ServiceModel,
  code: string,
): { name: string; wireCode?: string } | undefined {
  for (const error of model.errors.values()) {
    if (error.name !== code && error.queryCode !== code) continue;
    return {
      name: error.name,
      ...(error.queryCode !== undefined && { wireCode: error.queryCode }),
    };
  }
  return undefined;
}
