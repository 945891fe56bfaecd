import type { RegisterTaskDefinitionCommandOutput } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import {
  boolean,
  type Deployed,
  number,
  type ResourceContext,
  resourceType,
  tags,
  text,
} from '../resource-type.ts';
import { camelCased } from './ecs-members.ts';

const container = z.strictObject({
  Name: z.string(),
  Image: z.string(),
  Cpu: number.optional(),
  Memory: number.optional(),
  MemoryReservation: number.optional(),
  Essential: boolean.optional(),
  EntryPoint: z.array(text).optional(),
  Command: z.array(text).optional(),
  Environment: z.array(z.strictObject({ Name: z.string(), Value: text })).optional(),
  StopTimeout: number.optional(),
  LogConfiguration: z
    .strictObject({ LogDriver: z.string(), Options: z.record(z.string(), text).optional() })
    .optional(),
});

const properties = z.strictObject({
  Family: z.string().optional(),
  TaskRoleArn: z.string().optional(),
  ExecutionRoleArn: z.string().optional(),
  NetworkMode: z.string().optional(),
  ContainerDefinitions: z.array(container),
  RequiresCompatibilities: z.array(z.string()).optional(),
  Cpu: text.optional(),
  Memory: text.optional(),
  RuntimePlatform: z
    .strictObject({
      CpuArchitecture: z.string().optional(),
      OperatingSystemFamily: z.string().optional(),
    })
    .optional(),
  Tags: tags.optional(),
});

type Properties = z.output<typeof properties>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html */
export const ecsTaskDefinition = resourceType({
  type: 'AWS::ECS::TaskDefinition',
  properties,
  create: register,
  /** A task definition never changes: another revision comes in its place. */
  async update(deployed, properties, context) {
    const next = await register(properties, context);
    await deployed.remove();
    return next;
  },
});

async function register(properties: Properties, context: ResourceContext): Promise<Deployed> {
  const { taskDefinition } = await context.call<RegisterTaskDefinitionCommandOutput>(
    'ECS',
    'RegisterTaskDefinition',
    { family: context.generatedName(255), ...camelCased(properties) },
  );
  const arn = taskDefinition!.taskDefinitionArn!;
  return {
    ref: arn,
    attributes: { TaskDefinitionArn: arn },
    remove: () => context.call('ECS', 'DeregisterTaskDefinition', { taskDefinition: arn }),
  };
}
