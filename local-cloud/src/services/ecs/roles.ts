import type { TaskOverride } from '@aws-sdk/client-ecs';
import { AwsError } from '../../core/errors.ts';
import type { Cloud, Permission, Principal } from '../../core/service.ts';
import { client } from './errors.ts';
import type { Definition } from './task-definitions.ts';

const SERVICE = 'ecs-tasks.amazonaws.com';

/** The roles of a task: what its overrides say, or else its definition. */
export function rolesFor(definition: Definition | undefined, overrides: TaskOverride = {}) {
  const { settings } = definition ?? {};
  return {
    task: overrides.taskRoleArn ?? settings?.taskRoleArn,
    execution: overrides.executionRoleArn ?? settings?.executionRoleArn,
  };
}

/** What whoever gives a task its roles must be allowed to do. */
export function passRoles(...roles: readonly (string | undefined)[]): Permission[] {
  const conditions = { 'iam:PassedToService': SERVICE };
  const given = new Set(roles.filter((role) => role !== undefined));
  return [...given].map((resource) => ({ action: 'iam:PassRole', resource, conditions }));
}

/**
 * A task's role must let tasks in; its trust policy may name them as `aws:SourceArn`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 *
 * @throws ClientException
 */
export async function checkTrust(
  cloud: Cloud,
  role: string | undefined,
  sourceArn: string,
): Promise<void> {
  if (role === undefined) return;
  const tasks: Principal = { kind: 'service', arn: SERVICE, service: SERVICE, sourceArn };
  const session = { RoleArn: role, RoleSessionName: sourceArn.split('/').at(-1) };
  try {
    await cloud.call(tasks, 'STS', 'AssumeRole', session);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw client(
      `ECS was unable to assume the role '${role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
    );
  }
}
