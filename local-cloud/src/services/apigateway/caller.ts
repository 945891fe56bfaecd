import { evaluate, parseResourcePolicy } from '../../authorization/index.ts';
import { AwsError } from '../../core/errors.ts';
import type { Cloud, Permission, Principal } from '../../core/service.ts';
import type { Dispatcher, HttpRequest } from '../../gateway/dispatcher.ts';
import type { SignerOf } from '../../gateway/signer.ts';
import type { Authorizers } from './authorizer.ts';
import { GatewayError } from './gateway-error.ts';
import { type Caller, methodArn, type RoutedRequest } from './routed.ts';

/** What requests are served with. */
export interface Serving {
  readonly authorizers: Authorizers;
  readonly signerOf: SignerOf;
  readonly cloud: Cloud & Dispatcher;
}

const ANONYMOUS: Principal = { kind: 'anonymous', arn: 'anonymous' };

/**
 * Who calls, where the method or the policy of the API asks for it. A policy that says nothing of who
 * calls leaves them to the authorizer of a method.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 *
 * @param signed the request as it was received
 * @throws GatewayError for who may not
 */
export async function callerOf(
  serving: Serving,
  routed: RoutedRequest,
  signed: HttpRequest,
): Promise<Caller> {
  const { authorizationType, authorizerId } = routed.deployed!.method;
  const permission = permissionOf(serving.cloud, routed);
  if (authorizationType === 'AWS_IAM') return signerOf(serving, signed, permission);
  if (authorizationType === 'CUSTOM') {
    refuseDenied(permission);
    const authorizer = routed.deployment.authorizers.find(({ id }) => id === authorizerId);
    if (authorizer === undefined) throw new GatewayError('AUTHORIZER_CONFIGURATION_ERROR');
    return { authorizer: await serving.authorizers.authorize(authorizer, routed) };
  }
  if (permission.resourcePolicy !== undefined) authorize(serving.cloud, ANONYMOUS, permission);
  return {};
}

function permissionOf(cloud: Cloud, routed: RoutedRequest): Permission {
  const { policy } = routed.deployment;
  return {
    action: 'execute-api:Invoke',
    resource: methodArn(cloud, routed),
    conditions: { 'aws:SourceIp': routed.request.remoteAddress },
    ...(policy !== undefined && { resourcePolicy: policy }),
  };
}

async function signerOf(
  { signerOf: read, cloud }: Serving,
  signed: HttpRequest,
  permission: Permission,
): Promise<Caller> {
  if (signed.headers.authorization === undefined) {
    throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', 'The request is not signed.');
  }
  const signer = await read(signed, 'execute-api').catch((error: unknown) => {
    throw denied(error);
  });
  authorize(cloud, signer.principal, permission);
  return { signer };
}

function authorize(cloud: Cloud, principal: Principal, permission: Permission): void {
  try {
    cloud.authorize(principal, 'API Gateway', [permission]);
  } catch (error) {
    throw denied(error);
  }
}

function denied(error: unknown): unknown {
  return error instanceof AwsError
    ? new GatewayError('ACCESS_DENIED', error.message, error.message)
    : error;
}

function refuseDenied({ resourcePolicy, ...request }: Permission): void {
  if (resourcePolicy === undefined) return;
  const policies = { resource: parseResourcePolicy(resourcePolicy) };
  const decision = evaluate({ principal: ANONYMOUS, ...request }, policies);
  if (decision.allowed || decision.deny === undefined) return;
  const said = 'User is not authorized to access this resource with an explicit deny';
  throw new GatewayError('ACCESS_DENIED', undefined, said);
}
