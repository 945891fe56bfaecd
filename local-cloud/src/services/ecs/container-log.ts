import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { LogStream } from '../../core/log-stream.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { assumedRoleArn } from '../sts/index.ts';
import { client } from './errors.ts';
import type { Task } from './tasks.ts';

const OPTIONS = [
  'awslogs-create-group',
  'awslogs-group',
  'awslogs-region',
  'awslogs-stream-prefix',
];

/**
 * What Fargate demands of the driver awslogs, and what the local cloud honours of it.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html
 *
 * @throws ClientException
 */
export function checkLog({ logConfiguration }: ContainerDefinition, executionRole?: string): void {
  if (logConfiguration === undefined) return;
  const options = logConfiguration.options ?? {};
  for (const name of ['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix']) {
    if (!options[name]) throw client(`Log driver awslogs requires options: ${name}`);
  }
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    throw client(
      `The local cloud does not honour the option ${unknown} of the log driver awslogs.`,
    );
  }
  if (executionRole === undefined) {
    throw client(
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
    );
  }
}

/**
 * The log stream of a task's container, `<prefix>/<container>/<task>`, written in the name of the execution
 * role. Undefined: its logs go nowhere.
 */
export function logOf(
  cloud: Cloud,
  task: Task,
  container: ContainerDefinition,
  executionRole: string | undefined,
  report: (problem: string) => void,
): LogStream | undefined {
  const options = container.logConfiguration?.options;
  if (options === undefined || executionRole === undefined) return undefined;
  const arn = assumedRoleArn(executionRole, task.id);
  const principal: Principal = { kind: 'role', arn, roleArn: executionRole };
  return new LogStream({
    ...{ cloud, principal, report },
    of: `the task ${task.id}`,
    group: options['awslogs-group']!,
    name: `${options['awslogs-stream-prefix']}/${container.name}/${task.id}`,
    createsGroup: options['awslogs-create-group'] === 'true',
  });
}
