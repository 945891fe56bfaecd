import type { Cloud, Permission, Principal } from '../../core/service.ts';
import { assumedRoleArn } from '../sts/index.ts';

const API_GATEWAY = 'apigateway.amazonaws.com';

/** What it takes to hand a role, if any, to API Gateway. */
export function passRole(resource: string | undefined): Permission[] {
  if (resource === undefined) return [];
  const conditions = { 'iam:PassedToService': API_GATEWAY };
  return [{ action: 'iam:PassRole', resource, conditions }];
}

/** API Gateway itself, as it calls for a part of an API. */
export function gatewayFor(sourceArn: string): Principal {
  return { kind: 'service', arn: API_GATEWAY, service: API_GATEWAY, sourceArn };
}

/** A session of an integration's role. Throws AwsError for a role that does not let API Gateway in. */
export async function assumed(
  cloud: Cloud,
  gateway: Principal,
  RoleArn: string,
): Promise<Principal> {
  const RoleSessionName = 'BackplaneAssumeRoleSession';
  await cloud.call(gateway, 'STS', 'AssumeRole', { RoleArn, RoleSessionName });
  return { kind: 'role', arn: assumedRoleArn(RoleArn, RoleSessionName), roleArn: RoleArn };
}
