import type { Hold } from '../../core/clock.ts';
import { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal, TaskOrigin } from '../../core/service.ts';
import { isStreamOfEvents, loadModel, type ServiceModel } from '../../sdk/schemas.ts';
import { sdkIdOf } from '../../sdk/sdk-ids.ts';
import { StatesError } from '../errors.ts';
import type { AwsCalls, Caller, OperationShape } from '../integrations/aws-calls.ts';
import { upperFirst } from '../integrations/java-names.ts';
import { rolePrincipal } from './principal.ts';

/** The role that an execution's state machine runs as. */
export type MachineRole = (caller: Caller) => string | undefined;

/** The integrations' calls on the services of the cloud, as sessions of the machines' roles. */
export function createAwsCalls(cloud: Cloud, machineRole: MachineRole = () => undefined): AwsCalls {
  return {
    async call(caller, sdkId, operation, input) {
      // The call counts as work in flight, except while the operation itself waits.
      const hold = cloud.clock.hold();
      try {
        await assumeRole(cloud, caller, machineRole(caller));
        return await cloud.call(sessionOf(cloud, caller, hold), sdkId, operation, input);
      } finally {
        hold.release();
      }
    },
    denial(caller, needs) {
      const hold = cloud.clock.hold();
      try {
        cloud.authorize(sessionOf(cloud, caller, hold), 'SFN', needs);
        return undefined;
      } catch (error) {
        if (error instanceof AwsError) return error.message;
        throw error;
      } finally {
        hold.release();
      }
    },
    shape: loadShape,
    knownShape: (service, action) => loaded.get(`${service}:${action}`),
    lacks: (service, action) => models.get(service)?.operations.has(upperFirst(action)) === false,
  };
}

function sessionOf(cloud: Cloud, caller: Caller, hold: Hold): Principal {
  const { roleArn, stateMachineArn } = caller;
  const [session, task] = [sessionName(caller), originOf(caller)];
  return rolePrincipal(cloud, { roleArn, stateMachineArn, session, hold, task });
}

function originOf(caller: Caller): TaskOrigin | undefined {
  const { executionArn, stateName: state, enteredId, retryCount = 0 } = caller;
  if (state === undefined || enteredId === undefined) return undefined;
  return { executionArn, state, enteredId, attempt: retryCount + 1 };
}

/**
 * A state with `Credentials` runs as another role, which the machine's own must be allowed to
 * assume: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 */
async function assumeRole(cloud: Cloud, caller: Caller, own: string | undefined): Promise<void> {
  if (own === undefined || own === caller.roleArn) return;
  const machine = rolePrincipal(cloud, { ...caller, roleArn: own, session: sessionName(caller) });
  const session = { RoleArn: caller.roleArn, RoleSessionName: sessionName(caller) };
  try {
    await cloud.call(machine, 'STS', 'AssumeRole', session);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new StatesError('States.Permissions', error.message);
  }
}

/** AWS opens sessions with names of its own; the execution's says more. */
function sessionName({ executionArn }: Caller): string {
  return (executionArn.split(':')[7] ?? 'StepFunctions').slice(0, 64);
}

/** Of every operation that was asked for. */
const loaded = new Map<string, OperationShape>();
/** Of every service that was asked for and whose client is installed, by its name in ARNs. */
const models = new Map<string, ServiceModel>();

/**
 * By its names in a resource ARN; undefined where it is not known here, or answers with a stream of events,
 * which no state and no schedule can take.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export async function loadShape(
  service: string,
  action: string,
): Promise<OperationShape | undefined> {
  const model = await modelOf(service);
  const operation = model?.operations.get(upperFirst(action));
  if (model === undefined || operation === undefined) return undefined;
  if (isStreamOfEvents(operation)) return undefined;
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
    const model = await loadModel(sdkIdOf(service));
    models.set(service, model);
    return model;
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
