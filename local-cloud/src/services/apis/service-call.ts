import { AwsError, notSupported } from '../../core/errors.ts';
import type { Principal } from '../../core/service.ts';
import { serveAwsCall } from '../../gateway/aws-call.ts';
import { DEFAULT_LIMIT, PAGE_LIMIT } from '../../gateway/body-limits.ts';
import type { WireCall } from '../../gateway/codecs/codec.ts';
import { codecs } from '../../gateway/codecs/protocols.ts';
import { checkTextSize } from '../../gateway/codecs/size.ts';
import type { Dispatcher, HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import { signingName } from '../../gateway/resolve.ts';
import { loadModel, requiredMembers, type ServiceModel } from '../../sdk/schemas.ts';

/** Services that API Gateway speaks the query protocol with: it asks them for JSON. */
const OF_QUERY = /^(?:sns|sqs|sts|iam|cloudformation|monitoring)$/;
/** What is called: an operation of a service, by its path or by its name. */
export interface Target {
  /** The name that its calls are signed with. */
  readonly service: string;
  readonly kind: 'path' | 'action';
  /** The path, or the name. */
  readonly rest: string;
}

/** What it is sent. */
export interface ServiceRequest {
  readonly method: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  /** The values of `{names}` in a path. */
  readonly path: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface ServiceAnswer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The request of an API that a service is called for. */
export interface Cause {
  readonly request: HttpRequest;
  readonly requestId: string;
}

/**
 * Calls an AWS service as an integration's role.
 *
 * @throws NotSupportedByLocalCloud for an operation that is not served
 */
export async function callService(
  dispatcher: Dispatcher,
  principal: Principal,
  target: Target,
  asked: ServiceRequest,
  { request, requestId }: Cause,
): Promise<ServiceAnswer> {
  const sent = requestOf(dispatcher.region, target, asked, request);
  // They speak JSON, too, with whoever names its target.
  if (OF_QUERY.test(target.service) && asked.headers['x-amz-target'] === undefined) {
    return callByForm(dispatcher, principal, target, sent);
  }
  const isObject = target.service === 's3' && target.kind === 'path';
  if (!isObject && sent.body.byteLength > DEFAULT_LIMIT) return tooLarge(sent);
  const own = target.kind === 'action' && (await targetHeader(dispatcher, target));
  const headers = { ...sent.headers, ...(own && { 'x-amz-target': own }) };
  const response = await serveAwsCall({ ...sent, headers }, actingAs(dispatcher, principal), {
    requestId,
    bodyLimit: PAGE_LIMIT,
    report() {},
  });
  return {
    status: response.status,
    headers: textHeaders(response),
    body: await bytesOf(response),
  };
}

function requestOf(
  region: string,
  { service, kind, rest }: Target,
  { method, headers, query, path, body }: ServiceRequest,
  request: HttpRequest,
): HttpRequest {
  const pairs = query.map(([name, value]): [string, string] => [name, value]);
  return {
    ...request,
    rawHeaders: [],
    method,
    path: kind === 'path' ? `/${filled(rest, path)}` : '/',
    query: new URLSearchParams(pairs).toString(),
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...headers,
      host: request.headers.host ?? '',
      authorization: `AWS4-HMAC-SHA256 Credential=role/date/${region}/${service}/aws4_request`,
    },
    body: Buffer.from(body as string),
  };
}

/** No service takes as much but S3. */
function tooLarge({ body }: HttpRequest): ServiceAnswer {
  const message = `The request has ${body.byteLength} bytes, and may have ${DEFAULT_LIMIT}.`;
  return answered(413, { __type: 'RequestEntityTooLargeException', message });
}

function answered(status: number, body: object): ServiceAnswer {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}

/** With the values of `{names}` in it. */
function filled(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\{([^}]+)\}/g, (_all, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : '',
  );
}

/** The dispatcher as one that knows of nobody else. */
function actingAs(dispatcher: Dispatcher, principal: Principal): Dispatcher {
  return {
    clock: dispatcher.clock,
    random: dispatcher.random,
    region: dispatcher.region,
    services: dispatcher.services,
    principalOf: () => principal,
    call: (...call) => dispatcher.call(...call),
  };
}

/** The header that names an operation of a service which speaks JSON. */
async function targetHeader(dispatcher: Dispatcher, target: Target): Promise<string> {
  const { targetPrefix } = await modelOf(dispatcher, target, target.rest);
  return `${targetPrefix}.${target.rest}`;
}

/** The service that has the operation. */
async function modelOf(
  { services }: Dispatcher,
  { service }: Target,
  operation: string,
): Promise<ServiceModel> {
  for (const sdkId of services.keys()) {
    if (signingName(sdkId) !== service) continue;
    const model = await loadModel(sdkId);
    if (model.operations.has(operation)) return model;
  }
  throw notSupported(service, `the operation ${operation || 'without a name'}`);
}

/**
 * What the query and the body say, as one form.
 *
 * @throws SerializationException for too many fields
 */
function formOf({ kind, rest }: Target, { query, body }: HttpRequest): URLSearchParams {
  checkTextSize(body, '&');
  const form = new URLSearchParams(Buffer.from(body).toString());
  for (const [name, value] of new URLSearchParams(query)) form.append(name, value);
  if (kind === 'action') form.set('Action', rest);
  return form;
}

/** The answer is in JSON, as these services give it to who asks for it. */
async function callByForm(
  dispatcher: Dispatcher,
  principal: Principal,
  target: Target,
  request: HttpRequest,
): Promise<ServiceAnswer> {
  if (request.body.byteLength > DEFAULT_LIMIT) return tooLarge(request);
  const requestId = dispatcher.random.uuid();
  const hold = dispatcher.clock.hold();
  try {
    const form = formOf(target, request);
    const action = form.get('Action') ?? '';
    const model = await modelOf(dispatcher, target, action);
    const operation = model.operations.get(action)!;
    // The address of a queue is the path of its calls.
    const isOfQueue = requiredMembers(operation.input).includes('QueueUrl');
    if (isOfQueue && !form.has('QueueUrl')) form.set('QueueUrl', request.path);
    const codec = await codecs('query', model);
    const { refusal } = dispatcher.services.get(model.sdkId)!;
    const body = Buffer.from(form.toString());
    const call: WireCall = { operation, labels: {}, model, request: { ...request, body }, refusal };
    const input = await codec.decode({ ...call, request: { ...call.request, method: 'POST' } });
    const output = await dispatcher.call(principal, model.sdkId, action, input, {
      ...{ requestId, signal: request.signal, hold, traceHeader: undefined },
    });
    const ResponseMetadata = { RequestId: requestId };
    return answered(200, {
      [`${action}Response`]: { [`${action}Result`]: output, ResponseMetadata },
    });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === NOT_SUPPORTED) throw error;
    const { code: Code, message: Message, status } = error;
    const Type = status < 500 ? 'Sender' : 'Receiver';
    return answered(status, { Error: { Code, Message, Type }, RequestId: requestId });
  } finally {
    hold.release();
  }
}

/** What is not served is told as such, and no answer of the service. */
const NOT_SUPPORTED = 'NotSupportedByLocalCloud';

function textHeaders({ headers = {} }: HttpResponse): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(',')]),
  );
}

async function bytesOf({ body = '' }: HttpResponse): Promise<Uint8Array> {
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as string);
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(Buffer.from(part as string));
  return Buffer.concat(parts);
}
