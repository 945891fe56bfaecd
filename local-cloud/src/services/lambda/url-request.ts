import { AwsError } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import type { Principal } from '../../core/service.ts';
import { isPreflight } from '../../gateway/cors.ts';
import type { HttpRequest, HttpResponse, Mount } from '../../gateway/dispatcher.ts';
import type { Signer, SignerOf } from '../../gateway/signer.ts';
import { MalformedAnswer, responseOf } from '../http-answer.ts';
import { decodePath, eventOf } from '../http-event.ts';
import { LAMBDA_URL, urlOf, urlTargets } from './function-url.ts';
import type { Functions } from './functions.ts';
import type { Qualified } from './qualified.ts';
import { withUrlCors } from './url-cors.ts';

/** In bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LARGEST_EVENT = 6_291_456;

const ANONYMOUS: Principal = { kind: 'anonymous', arn: 'anonymous' };

/** What the gateway mounts. A request waits for its function, which holds the clock itself. */
export function urlMount(functions: Functions, signerOf: SignerOf): Mount {
  return {
    prefix: LAMBDA_URL,
    async handle(request) {
      const [, id, path = ''] = /^([^/]*)(.*)$/s.exec(request.path.slice(LAMBDA_URL.length)) ?? [];
      const target = [...urlTargets(functions)].find(({ url }) => url?.id === id);
      if (target === undefined) return refused(404, UNKNOWN);
      const { cors } = urlOf(target);
      // What a browser asks before a request is answered in the function's place.
      if (cors && isPreflight(request)) return withUrlCors(cors, request, { status: 200 });
      const response = await serve(functions, target, { request, path: path || '/' }, signerOf);
      return cors ? withUrlCors(cors, request, response) : response;
    },
  };
}

const UNKNOWN =
  'There is no function URL of this address: GetFunctionUrlConfig gives the one that a function has.';

interface Asked {
  /** As it was received: that is what is signed. */
  readonly request: HttpRequest;
  /** What of its path stands after the id of the URL. */
  readonly path: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
async function serve(
  functions: Functions,
  target: Qualified,
  asked: Asked,
  signerOf: SignerOf,
): Promise<HttpResponse> {
  const { cloud, host } = functions;
  const requestId = cloud.random.uuid();
  try {
    const { authType } = urlOf(target);
    const signer = authType === 'AWS_IAM' ? await signerOf(asked.request, 'lambda') : undefined;
    authorize(functions, target, signer?.principal ?? ANONYMOUS);
    const payload = JSON.stringify(event(functions, target, asked, { requestId, signer }));
    if (Buffer.byteLength(payload) > LARGEST_EVENT) {
      return refused(413, `Request must be smaller than ${LARGEST_EVENT} bytes.`);
    }
    const hosted = target.hosted(target.choose());
    const outcome = await host.invoke(hosted, { requestId, payload, invokedArn: target.arn });
    return outcome.functionError === undefined ? answered(outcome.payload) : failed();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.status === 429) return refused(429, 'Rate Exceeded.', error.message);
    if (error.status === 403) return forbidden(error);
    return failed(error.message);
  }
}

/**
 * Both are needed: the one is about URLs, the other about invocations, of which it may say that they
 * come by a URL.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function authorize({ cloud }: Functions, target: Qualified, principal: Principal): void {
  const { arn: resource, policy: resourcePolicy } = target;
  const { authType } = urlOf(target);
  const of = (action: string, conditions: Record<string, string>) => ({
    ...{ action, resource, conditions },
    ...(resourcePolicy !== undefined && { resourcePolicy }),
  });
  cloud.authorize(principal, 'Lambda', [
    of('lambda:InvokeFunctionUrl', { 'lambda:FunctionUrlAuthType': authType }),
    of('lambda:InvokeFunction', {
      'lambda:FunctionUrlAuthType': authType,
      'lambda:InvokedViaFunctionUrl': 'true',
    }),
  ]);
}

function event(
  { cloud }: Functions,
  target: Qualified,
  { request, path }: Asked,
  told: { readonly requestId: string; readonly signer: Signer | undefined },
): JsonObject {
  const { id } = urlOf(target);
  const { requestId, signer } = told;
  return eventOf(cloud, {
    request,
    accountId: signer === undefined ? 'anonymous' : cloud.accountId,
    apiId: id,
    domainName: `${id}.lambda-url.${cloud.region}.on.aws`,
    stage: '$default',
    rawPath: decodePath(path),
    routeKey: '$default',
    pathParameters: {},
    ...(signer && { authorizer: authorizer(cloud.accountId, signer) }),
    requestId,
    receivedAt: cloud.clock.now(),
  });
}

function authorizer(accountId: string, { accessKeyId, principal }: Signer): JsonObject {
  const caller = principal.kind === 'root' ? accountId : principal.arn;
  return {
    iam: {
      ...{ accessKey: accessKeyId, accountId, callerId: caller },
      ...{ cognitoIdentity: null, principalOrgId: null },
      ...{ userArn: principal.arn, userId: caller },
    },
  };
}

/** Without a status code the result is the body of a 200, a text with its quotes. */
function answered(payload: string): HttpResponse {
  const result = readJson(payload);
  if (!isObject(result) || result.statusCode === undefined) {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: payload };
  }
  const response = responseOf(result);
  return response instanceof MalformedAnswer
    ? failed(response.message.replace('API Gateway', 'Lambda'))
    : response;
}

/** The function failed, or what it answered is no response. */
function failed(told = 'The function failed: its log says why.'): HttpResponse {
  return {
    status: 502,
    headers: { 'content-type': 'application/json' },
    body: 'Internal Server Error',
    told,
  };
}

function forbidden(error: AwsError): HttpResponse {
  const message =
    'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';
  const response = refused(403, message, error.message);
  return { ...response, headers: { ...response.headers, 'x-amzn-errortype': error.code } };
}

function refused(status: number, Message: string, told = Message): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Message }),
    told,
  };
}
