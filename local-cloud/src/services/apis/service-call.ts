import { AwsError, notSupported } from '../../core/errors.ts';
import type { Principal } from '../../core/service.ts';
import { serveAwsCall } from '../../gateway/aws-call.ts';
import type { WireCall } from '../../gateway/codecs/codec.ts';
import { codecs } from '../../gateway/codecs/protocols.ts';
import type { Dispatcher, HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import { signingName } from '../../gateway/resolve.ts';
import { loadModel, type ServiceModel } from '../../sdk/schemas.ts';

/** Services that API Gateway speaks the query protocol with: it asks them for JSON. */
const OF_QUERY = /^(?:sns|sqs|sts|iam|cloudformation|monitoring)$/;
/** In bytes. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const LARGEST_PAYLOAD = 10 * 2 ** 20;

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
  const query = new URLSearchParams(
    asked.query.map(([name, value]): [string, string] => [name, value]),
  );
  const path = target.kind === 'path' ? `/${filled(target.rest, asked.path)}` : '/';
  const sent: HttpRequest = {
    ...request,
    rawHeaders: [],
    method: asked.method,
    path,
    query: query.toString(),
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...asked.headers,
      host: request.headers.host ?? '',
      authorization: `AWS4-HMAC-SHA256 Credential=role/date/${dispatcher.region}/${target.service}/aws4_request`,
    },
    body: Buffer.from(asked.body as string),
  };
  // They speak JSON, too, with whoever names its target.
  if (OF_QUERY.test(target.service) && asked.headers['x-amz-target'] === undefined) {
    return callByForm(dispatcher, principal, target, { ...sent, body: form(target, query, sent) });
  }
  const own = target.kind === 'action' && (await targetHeader(dispatcher, target));
  const headers = { ...sent.headers, ...(own && { 'x-amz-target': own }) };
  const response = await serveAwsCall({ ...sent, headers }, actingAs(dispatcher, principal), {
    requestId,
    bodyLimit: LARGEST_PAYLOAD,
    report() {},
  });
  return {
    status: response.status,
    headers: textHeaders(response),
    body: await bytesOf(response),
  };
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

/** What the query and the body say, as one form. */
function form({ kind, rest }: Target, query: URLSearchParams, { body }: HttpRequest): Uint8Array {
  const all = new URLSearchParams(Buffer.from(body).toString());
  for (const [name, value] of query) all.append(name, value);
  if (kind === 'action') all.set('Action', rest);
  return Buffer.from(all.toString());
}

/** The answer is in JSON, as these services give it to who asks for it. */
async function callByForm(
  dispatcher: Dispatcher,
  principal: Principal,
  target: Target,
  request: HttpRequest,
): Promise<ServiceAnswer> {
  const fields = new URLSearchParams(Buffer.from(request.body).toString());
  const action = fields.get('Action') ?? '';
  const model = await modelOf(dispatcher, target, action);
  const RequestId = dispatcher.random.uuid();
  const hold = dispatcher.clock.hold();
  const answer = (status: number, body: object) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': RequestId },
    body: Buffer.from(JSON.stringify(body)),
  });
  try {
    // The address of a queue is the path of its calls.
    if (target.service === 'sqs' && !fields.has('QueueUrl')) fields.set('QueueUrl', request.path);
    const codec = await codecs('query', model);
    const { refusal } = dispatcher.services.get(model.sdkId)!;
    const operation = model.operations.get(action)!;
    const body = Buffer.from(fields.toString());
    const call: WireCall = { operation, labels: {}, model, request: { ...request, body }, refusal };
    const input = await codec.decode(call);
    const output = await dispatcher.call(principal, model.sdkId, action, input, {
      ...{ requestId: RequestId, signal: request.signal, hold, traceHeader: undefined },
    });
    return answer(200, {
      [`${action}Response`]: { [`${action}Result`]: output, ResponseMetadata: { RequestId } },
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code: Code, message: Message, status } = error;
    const Type = status < 500 ? 'Sender' : 'Receiver';
    return answer(status, { Error: { Code, Message, Type }, RequestId });
  } finally {
    hold.release();
  }
}

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
