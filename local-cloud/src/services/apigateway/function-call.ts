import { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { assumed, gatewayFor } from '../apis/role.ts';
import { GatewayError } from './gateway-error.ts';
import { apiArn, type Caller, type RoutedRequest } from './routed.ts';

/** What a function answered. */
export interface FunctionAnswer {
  readonly payload: string;
  /** It failed, and the payload says why. */
  readonly failed: boolean;
}

/** What calls a function, and as whom. */
export interface FunctionCall {
  /** `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations` */
  readonly uri: string;
  /** Who calls. Throws AwsError for a role that does not let API Gateway in. */
  as(): Promise<Principal>;
  readonly payload: string;
}

/** The credentials of an integration that is called as whoever signed the request. */
export const OF_THE_SIGNER = 'arn:aws:iam::*:user/*';

/** @throws GatewayError where the function cannot be called */
export async function callFunction(
  cloud: Cloud,
  routed: RoutedRequest,
  call: FunctionCall,
): Promise<FunctionAnswer> {
  const FunctionName = functionOf(withStageVariables(call.uri, routed));
  try {
    const output = await cloud.call<{ Payload?: Uint8Array; FunctionError?: string }>(
      await call.as(),
      'Lambda',
      'Invoke',
      { FunctionName, Payload: Buffer.from(call.payload) },
    );
    const payload = Buffer.from(output.Payload ?? []).toString('utf8');
    return { payload, failed: output.FunctionError !== undefined };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.status === 413) throw new GatewayError('REQUEST_TOO_LARGE', error.message);
    throw new GatewayError('API_CONFIGURATION_ERROR', error.message);
  }
}

/** A session of a role, or API Gateway itself, which what is called must let in. Throws AwsError as `assumed` does. */
export async function gatewayOrRole(
  cloud: Cloud,
  roleArn: string | undefined,
  sourceArn: string,
): Promise<Principal> {
  const gateway = gatewayFor(sourceArn);
  return roleArn === undefined ? gateway : assumed(cloud, gateway, roleArn);
}

/** Who calls the integration of a method, by its credentials. Throws GatewayError for a signer where nobody signed. */
export async function integrationCaller(
  cloud: Cloud,
  routed: RoutedRequest,
  { signer }: Caller,
): Promise<Principal> {
  const { credentials } = routed.deployed!.method.methodIntegration!;
  if (credentials !== OF_THE_SIGNER) {
    return gatewayOrRole(cloud, credentials, methodSource(cloud, routed));
  }
  if (signer !== undefined) return signer.principal;
  throw new GatewayError(
    'API_CONFIGURATION_ERROR',
    `The credentials ${OF_THE_SIGNER} are of whoever signed: the method must have AWS_IAM.`,
  );
}

/** What calls for a method: `<API>/<stage>/GET/orders/{id}` */
function methodSource(cloud: Cloud, routed: RoutedRequest): string {
  const { api, stage, request, deployed } = routed;
  return `${apiArn(cloud, api)}/${stage.description.stageName}/${request.method}${deployed!.path}`;
}

/** `${stageVariables.name}` in the address of an integration. */
export function withStageVariables(uri: string, { stage }: RoutedRequest): string {
  const { variables = {} } = stage.description;
  return uri.replace(/\$\{stageVariables\.(\w+)\}/g, (_all, name: string) =>
    Object.hasOwn(variables, name) ? variables[name]! : '',
  );
}

function functionOf(uri: string): string {
  return /functions\/(arn:.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}
