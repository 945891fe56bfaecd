import { AwsError } from '../../core/errors.ts';
import type { Cloud, Permission, Principal } from '../../core/service.ts';
import { assumedRoleArn } from '../sts/index.ts';

const PIPES = 'pipes.amazonaws.com';

/** A session of a pipe's role, which reads its source and calls all else. */
export function sessionOf(RoleArn: string, session: string): Principal {
  return { kind: 'role', arn: assumedRoleArn(RoleArn, session), roleArn: RoleArn };
}

/**
 * Assumes the role of a pipe. What its trust policy sees as `aws:SourceArn` is the pipe.
 *
 * @throws AccessDenied, as STS words it
 */
export async function assume(cloud: Cloud, RoleArn: string, pipeArn: string): Promise<void> {
  const pipes: Principal = { kind: 'service', arn: PIPES, service: PIPES, sourceArn: pipeArn };
  await cloud.call(pipes, 'STS', 'AssumeRole', { RoleArn, RoleSessionName: 'pipes-trust' });
}

/** What it takes to hand a role to Pipes. */
export function passRole(resource: string | undefined): Permission[] {
  if (resource === undefined) return [];
  const conditions = { 'iam:PassedToService': PIPES };
  return [{ action: 'iam:PassRole', resource, conditions }];
}

/** What it takes to have logs delivered. */
export function deliverLogs(logs: { readonly Level?: string } | undefined): Permission[] {
  if (logs === undefined || logs.Level === 'OFF') return [];
  const names = ['CreateLogDelivery', 'PutResourcePolicy', 'DescribeResourcePolicies'];
  return names.map((name) => ({ action: `logs:${name}`, resource: '*' }));
}

/** The line of a denial that says which statement is missing, if it has one. */
export function missingIn(error: unknown): string {
  const [, missing] = error instanceof AwsError ? error.message.split('\n') : [];
  return missing === undefined ? '' : `\n${missing}`;
}
