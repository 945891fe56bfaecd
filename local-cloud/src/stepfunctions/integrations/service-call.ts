import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { clientPackage, sdkIdOf } from '../../sdk/sdk-ids.ts';
import { StatesError } from '../errors.ts';
import { PAYLOAD_BYTES } from '../execution/limits.ts';
import type { TaskFailure, TaskRequest } from '../ports.ts';
import { holding, type IntegrationPorts } from './attempt.ts';
import type { Caller, OperationShape } from './aws-calls.ts';
import { optimisedFailure, sdkFailure } from './failures.ts';
import { version1, version2 } from './java-names.ts';
import { toInput, toResult } from './members.ts';
import type { OptimisedIntegration } from './optimised.ts';
import { sdkMetadata } from './sdk-metadata.ts';

/** One operation, reached through an optimised integration or, without one, through `aws-sdk:`. */
export interface Route {
  readonly shape: OperationShape;
  readonly integration: OptimisedIntegration | undefined;
}

/** The operation behind a resource. Throws States.Runtime where it is not known here. */
export async function findRoute(
  ports: IntegrationPorts,
  service: string,
  action: string,
  integration: OptimisedIntegration | undefined,
): Promise<Route> {
  const sdkService = integration?.sdkService ?? service;
  const shape =
    ports.calls.knownShape(sdkService, action) ??
    (await holding(ports.clock, ports.calls.shape(sdkService, action)));
  if (shape !== undefined) return { shape, integration };
  throw new StatesError(
    'States.Runtime',
    `The local cloud does not know the operation '${action}' of '${sdkService}': ${clientPackage(sdkIdOf(sdkService))} is not installed beside the SDK's other clients, or has no such operation that answers once: a state takes no stream of events.`,
  );
}

/**
 * The operation's input. Throws States.Runtime when the parameters do not fit the operation, and
 * what the integration itself refuses.
 */
export function prepareInput(route: Route, parameters: Json, task?: TaskRequest): object {
  const { shape, integration } = route;
  if (integration === undefined) return toInput(shape.input, parameters, version2);
  const change = task === undefined || !isObject(parameters) ? undefined : integration.request;
  const sent = change === undefined ? parameters : change(parameters as JsonObject, task!);
  const blobs = integration.blob && (() => integration.blob!(parameters as JsonObject));
  return toInput(shape.input, sent, version1, blobs);
}

/**
 * Calls the operation and gives its answer as the integration writes it, without metadata.
 *
 * @param longest of a streamed body, in bytes: what is beyond is more than a state can hand on
 */
export async function send(
  ports: IntegrationPorts,
  caller: Caller,
  route: Route,
  input: object,
  longest = PAYLOAD_BYTES,
): Promise<Json> {
  const { shape, integration } = route;
  const output = await ports.calls.call(caller, shape.sdkId, shape.operation, input);
  const style =
    integration === undefined
      ? { spelling: version2, time: instant }
      : { spelling: version1, time: millis };
  return holding(ports.clock, toResult(shape.output, output ?? {}, { ...style, longest }));
}

/** The result of an optimised integration: the answer as it treats it, with the SDK's metadata. */
export function withMetadata(
  ports: IntegrationPorts,
  integration: OptimisedIntegration,
  answer: Json,
  requestId: string,
): Json {
  const plain = isObject(answer) ? answer : {};
  const result = integration.respond?.(plain) ?? plain;
  if (integration.headers === undefined) return result;
  const body = integration.body?.(result) ?? JSON.stringify(result);
  const told = { requestId, time: ports.clock.now(), body, status: 200 };
  return sortMembers({ ...result, ...sdkMetadata(integration.headers, told) });
}

/** Names what went wrong as the integration does. */
export function nameFailure(error: unknown, route: Route, requestId: string): TaskFailure {
  const { shape, integration } = route;
  if (integration === undefined) return sdkFailure(error, shape, requestId);
  return optimisedFailure(error, shape, integration.names, requestId);
}

/** AWS writes the members of results in the order of the alphabet. */
function sortMembers(result: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Java's `Instant` as text: milliseconds only where there are some. */
function instant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

function millis(date: Date): number {
  return date.getTime();
}
