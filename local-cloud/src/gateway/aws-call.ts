import { AwsError } from '../core/errors.ts';
import type { StreamedBody } from '../core/streams.ts';
import { nextTurn } from '../core/turns.ts';
import { loadModel, type ServiceModel } from '../sdk/schemas.ts';
import { unwrapped } from './body.ts';
import { type CredentialScope, callerOf, credentialScope, signedScope } from './caller.ts';
import type { Codec, WireCall } from './codecs/codec.ts';
import { codecs, type Protocol } from './codecs/protocols.ts';
import type { Dispatcher, HttpRequest, HttpResponse } from './dispatcher.ts';
import { checkExpiry } from './presigned.ts';
import {
  type Asked,
  refuseUnsigned,
  resolveTarget,
  type Spoken,
  signingName,
  spokenIn,
  type Target,
} from './resolve.ts';

export interface AwsCallOptions {
  readonly requestId: string;
  readonly bodyLimit: number;
  /** What the head of the request asks for, where it tells. */
  readonly asked?: Asked | undefined;
  /** The body, where the operation takes it as it comes: then the request's own is empty. */
  readonly stream?: StreamedBody;
  /** Told about errors that are not the caller's. */
  report(problem: string): void;
}

/** Serves a call to an AWS API: whose it is, of what, decoded, made, and its answer encoded. */
export async function serveAwsCall(
  received: HttpRequest,
  dispatcher: Dispatcher,
  options: AwsCallOptions,
): Promise<HttpResponse> {
  const hold = dispatcher.clock.hold();
  let scope: CredentialScope | undefined;
  let target: Target | undefined;
  let request = received;
  try {
    request = unwrapped(received, options.bodyLimit);
    const spoken = spokenIn(request);
    scope = options.asked?.scope ?? signedScope(request);
    if (scope === undefined) refuseUnsigned(spoken);
    scope ??= credentialScope(request);
    checkExpiry(request, dispatcher.clock.now());
    const { services } = dispatcher;
    target = await resolveTarget(request, spoken, scope.signingName, services, options.asked);
    const principal = callerOf(scope, dispatcher);
    const { model, match, codec } = target;
    const { refusal } = services.get(model.sdkId)!;
    const { requestId, stream } = options;
    const call: WireCall = { ...match, model, request, refusal, ...(stream && { stream }) };
    if (isLong(request)) await nextTurn();
    const input = await codec.decode(call);
    if (isLong(request)) await nextTurn();
    const output = await dispatcher.call(principal, model.sdkId, match.operation.name, input, {
      requestId,
      signal: request.signal,
      traceHeader: request.headers['x-amzn-trace-id'],
      hold,
    });
    return await codec.encode(call, output ?? {}, requestId);
  } catch (error) {
    const { codec, model } =
      target ?? (await errorCodec(request, spokenIn(request), scope, dispatcher));
    return await codec.encodeError(model, asAwsError(error, options), options.requestId);
  } finally {
    hold.release();
  }
}

/** In bytes: others have their turn before and after it is read. */
const LONG = 2 ** 17;

function isLong({ body }: HttpRequest): boolean {
  return body.byteLength > LONG;
}

/** An error goes back in the protocol of its request, even when its operation is not known. */
async function errorCodec(
  request: HttpRequest,
  spoken: Spoken,
  scope: CredentialScope | undefined,
  dispatcher: Dispatcher,
): Promise<{ codec: Codec; model: ServiceModel | undefined }> {
  const target = request.headers['x-amz-target']?.split('.')[0];
  let model: ServiceModel | undefined;
  for (const sdkId of dispatcher.services.keys()) {
    if (signingName(sdkId) !== scope?.signingName) continue;
    model = await loadModel(sdkId);
    if (target === undefined || model.targetPrefix === target) break;
  }
  return { codec: await codecs(errorProtocol(spoken, scope?.signingName), model), model };
}

/** Services of REST and XML other than S3 wrap their errors as those of Query are; EC2 has its own way. */
function errorProtocol({ protocol }: Spoken, signedFor = ''): Protocol {
  if (protocol === 'query' && signedFor === 'ec2') return 'ec2';
  return protocol === 'rest' && /^(cloudfront|route53)$/.test(signedFor) ? 'query' : protocol;
}

function asAwsError(error: unknown, { report }: AwsCallOptions): AwsError {
  if (error instanceof AwsError) return error;
  report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', message, { status: 500, cause: error });
}
