import type {
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse,
} from '@aws-sdk/client-ecs';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { checkLog } from '../container-log.ts';
import type { Ecs } from '../ecs.ts';
import { client } from '../errors.ts';
import { sizeOf } from '../fargate.ts';
import { containerDefinitions, tags } from '../members.ts';
import { passRoles } from '../roles.ts';
import { definitionOf } from '../task-definitions.ts';

/**
 * Registers a revision of a task definition for Fargate, with one container.
 * Errors: ClientException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export function registerTaskDefinition({
  definitions,
}: Ecs): Operation<RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse> {
  return {
    members: {
      family: { required: true, length: [1, 255], pattern: '[a-zA-Z0-9_-]+' },
      taskRoleArn: {},
      executionRoleArn: {},
      networkMode: { enum: ['bridge', 'host', 'awsvpc', 'none'] },
      containerDefinitions,
      requiresCompatibilities: { items: { enum: ['EC2', 'FARGATE', 'EXTERNAL'] } },
      cpu: {},
      memory: {},
      runtimePlatform: {
        members: {
          cpuArchitecture: { enum: ['X86_64', 'ARM64'] },
          operatingSystemFamily: { enum: ['LINUX'] },
        },
      },
      tags,
    },
    permissions: ({ family = '', taskRoleArn, executionRoleArn, tags: given = [] }) => [
      { action: 'ecs:RegisterTaskDefinition', resource: definitions.arn(`${family}:*`) },
      ...(given.length === 0
        ? []
        : [{ action: 'ecs:TagResource', resource: definitions.arn(`${family}:*`) }]),
      ...passRoles(taskRoleArn, executionRoleArn),
    ],
    handle({ family = '', tags: given = [], ...settings }, { principal }) {
      check(settings);
      const size = sizeOf(settings.cpu, settings.memory);
      const container = {
        cpu: 0,
        essential: true,
        environment: [],
        ...settings.containerDefinitions![0],
      };
      const made = { ...settings, ...size, containerDefinitions: [container] };
      const definition = definitions.register(family, made, given, principal.arn);
      return { taskDefinition: definitionOf(definition), tags: [...given] };
    },
  };
}

function check(settings: Omit<RegisterTaskDefinitionRequest, 'family'>): void {
  const { containerDefinitions: containers = [], requiresCompatibilities = [] } = settings;
  if (!requiresCompatibilities.includes('FARGATE')) {
    throw notSupported('ECS', 'task definitions whose requiresCompatibilities lack FARGATE');
  }
  if (settings.networkMode !== 'awsvpc') {
    throw client('Fargate only supports network mode ‘awsvpc’.');
  }
  if (containers.length > 1) throw notSupported('ECS', 'task definitions of several containers');
  const [{ name, image, essential = true }] = containers as [(typeof containers)[number]];
  if (name === undefined) throw client('Container.name should not be null or empty.');
  if (image === undefined) throw client('Container.image should not be null or empty.');
  if (!essential)
    throw client(
      'Invalid setting for container. At least one container in the task definition must be essential.',
    );
  checkLog(containers[0]!, settings.executionRoleArn);
}
