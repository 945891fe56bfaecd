import type { RegisterTaskDefinitionRequest, RunTaskRequest } from '@aws-sdk/client-ecs';
import { callable, type FakeCloud, fakeCloud, fakeJobHost } from '../testing.ts';
import { createECS } from './index.ts';

export const ROLE = 'arn:aws:iam::123456789012:role/packer';
export const EXECUTION_ROLE = 'arn:aws:iam::123456789012:role/logger';

export const DEFINITION = {
  family: 'pack',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  taskRoleArn: ROLE,
  executionRoleArn: EXECUTION_ROLE,
  containerDefinitions: [
    {
      name: 'pack',
      image: 'public.ecr.aws/docker/library/node:24',
      command: ['node', 'pack.js'],
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      stopTimeout: 5,
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': '/ecs/pack',
          'awslogs-region': 'us-east-1',
          'awslogs-stream-prefix': 'fargate',
        },
      },
    },
  ],
} as const satisfies RegisterTaskDefinitionRequest;

const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1'] } };

/** ECS with a cluster and a task definition, whose jobs end when the test says so. */
export async function ecsWorld() {
  const cloud = fakeCloud();
  const { host, jobs, turns } = fakeJobHost('/pack.ts');
  const create = (itsCloud: FakeCloud) => createECS(itsCloud, host, () => {});
  const service = create(cloud);
  const ecs = callable(service);
  await ecs.CreateCluster({ clusterName: 'packing' });
  await ecs.RegisterTaskDefinition(DEFINITION as unknown as RegisterTaskDefinitionRequest);
  const run = async (input: Partial<RunTaskRequest> = {}) => {
    const { tasks = [] } = await ecs.RunTask({
      ...{ cluster: 'packing', taskDefinition: 'pack', launchType: 'FARGATE' },
      networkConfiguration: NETWORK,
      ...input,
    });
    return tasks[0]!.taskArn!;
  };
  const show = async (arn: string) => {
    const { tasks = [] } = await ecs.DescribeTasks({ cluster: 'packing', tasks: [arn] });
    return tasks[0]!;
  };
  return { cloud, service, create, ecs, jobs, turns, run, show };
}
