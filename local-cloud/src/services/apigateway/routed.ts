import type { JsonObject } from '../../core/json.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import type { HttpRequest } from '../../gateway/dispatcher.ts';
import type { Received } from '../apis/received.ts';
import { logTime } from '../http-event.ts';
import type { DeployedMethod, RestApi, RestDeployment, RestStage } from './rest-api.ts';

/** A request to a stage of a REST API, as far as it is understood. */
export interface RoutedRequest extends Received {
  readonly request: HttpRequest;
  readonly api: RestApi;
  readonly stage: RestStage;
  readonly deployment: RestDeployment;
  /** Undefined: no method of the API takes it. */
  readonly deployed: DeployedMethod | undefined;
  /** After the stage; percent-encoded, as everything of a path that a REST API hands on. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Cloud time in milliseconds. */
  readonly receivedAt: number;
}

/** Who calls, where a method asks for it. */
export interface Caller {
  /** Of a method with `AWS_IAM`. */
  readonly signer?: { readonly accessKeyId: string; readonly principal: Principal } | undefined;
  /** What an authorizer said of the request. */
  readonly authorizer?: JsonObject | undefined;
}

/**
 * What the variables of `$context` stand for: in mapping templates, access logs and events of functions.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function contextOf(cloud: Cloud, routed: RoutedRequest, caller: Caller = {}): JsonObject {
  const { request, api, deployed, receivedAt } = routed;
  const stage = routed.stage.description.stageName;
  return {
    ...(deployed && { resourceId: deployed.resourceId, resourcePath: deployed.path }),
    httpMethod: request.method,
    extendedRequestId: routed.extendedRequestId,
    requestTime: logTime(receivedAt),
    path: `/${stage}${routed.path}`,
    accountId: cloud.accountId,
    protocol: request.protocol,
    stage,
    domainPrefix: api.id,
    requestTimeEpoch: Math.trunc(receivedAt),
    requestId: routed.requestId,
    identity: identityOf(cloud, request, caller),
    domainName: `${api.id}.execute-api.${cloud.region}.amazonaws.com`,
    deploymentId: routed.deployment.description.id,
    apiId: api.id,
    ...(caller.authorizer && { authorizer: caller.authorizer }),
  };
}

function identityOf(cloud: Cloud, request: HttpRequest, { signer }: Caller): JsonObject {
  const arn = signer?.principal.arn ?? null;
  return {
    cognitoIdentityPoolId: null,
    accountId: signer ? cloud.accountId : null,
    cognitoIdentityId: null,
    caller: arn,
    sourceIp: request.remoteAddress,
    principalOrgId: null,
    accessKey: signer?.accessKeyId ?? null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: arn,
    userAgent: request.headers['user-agent'] ?? null,
    user: arn,
  };
}

/** What policies name a method by: `arn:aws:execute-api:<region>:<account>:<api>/<stage>/GET/orders/12` */
export function methodArn(cloud: Cloud, { api, stage, request, path }: RoutedRequest): string {
  return `${apiArn(cloud, api)}/${stage.description.stageName}/${request.method}${path}`;
}

export function apiArn({ region, accountId }: Cloud, { id }: RestApi): string {
  return `arn:aws:execute-api:${region}:${accountId}:${id}`;
}
