import { LocalCloud } from '../../src/cloud.ts';
import { CloudClock } from '../../src/core/cloud-clock.ts';
import type { Contract } from '../../src/core/contract.ts';
import { SeededRandom } from '../../src/core/random.ts';
import type { CallContext, Service } from '../../src/core/service.ts';
import { validationErrors } from '../../src/core/validation-errors.ts';
import type { Mount } from '../../src/gateway/dispatcher.ts';
import { type Gateway, startGateway } from '../../src/gateway/server.ts';
import { loadModel, type OperationModel, requiredMembers } from '../../src/sdk/schemas.ts';

export interface ServedCloud {
  readonly cloud: LocalCloud;
  readonly gateway: Gateway;
  /** What an SDK client needs to speak to it. */
  readonly config: {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: 1;
  };
  readonly problems: string[];
}

/** A cloud with a frozen clock, served on a free port. */
export async function serveCloud(
  services: (cloud: LocalCloud) => readonly (Service | Promise<Service>)[],
  mounts: readonly Mount[] = [],
): Promise<ServedCloud> {
  const problems: string[] = [];
  const report = (problem: string) => void problems.push(problem);
  const clock = new CloudClock({ frozen: true, start: Date.UTC(2030, 0, 1) });
  const cloud = new LocalCloud({ clock, random: new SeededRandom('test'), report });
  for (const service of services(cloud)) cloud.register(await service);
  const gateway = await startGateway(cloud, { port: 0, mounts, report });
  cloud.endpoint = gateway.endpoint;
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const config = {
    ...{ region: cloud.region, endpoint: gateway.endpoint, credentials },
    maxAttempts: 1,
  } as const;
  return { cloud, gateway, config, problems };
}

type Handlers = Readonly<Record<string, (input: never, context: CallContext) => unknown>>;

/** A service of handlers that need no permission, and honour every member of the API model. */
export async function serviceOf(sdkId: string, handlers: Handlers): Promise<Service> {
  const model = await loadModel(sdkId);
  const operations = Object.entries(handlers).map(([name, handle]) => [
    name,
    { handle, permissions: () => [], members: everyMember(model.operations.get(name)!) },
  ]);
  return {
    sdkId,
    operations: Object.fromEntries(operations),
    refusal: validationErrors('ValidationException'),
  };
}

function everyMember({ input }: OperationModel): Contract {
  if (input.isUnitSchema()) return {};
  const required = requiredMembers(input);
  return Object.fromEntries(
    [...input.structIterator()].map(([name]) => [
      name,
      required.includes(name) ? { required: true } : {},
    ]),
  );
}
