import { expect, test } from 'vitest';
import { TestWorld } from './testing.ts';

const ECS = 'arn:aws:states:::ecs:runTask';

const TASK = { taskArn: 'arn:task', clusterArn: 'arn:cluster', lastStatus: 'PROVISIONING' };

/** ECS, whose one task has come so far. */
function ecs(task: object) {
  return new TestWorld({
    'ECS.RunTask': () => ({ tasks: [TASK], failures: [] }),
    'ECS.DescribeTasks': () => ({ tasks: [{ ...TASK, ...task }], failures: [] }),
    'ECS.StopTask': () => ({ task: TASK }),
  });
}

const PACK = {
  Cluster: 'main',
  TaskDefinition: 'pack:3',
  LaunchType: 'FARGATE',
  NetworkConfiguration: {
    AwsvpcConfiguration: { Subnets: ['subnet-1'], AssignPublicIp: 'ENABLED' },
  },
  Overrides: {
    ContainerOverrides: [{ Name: 'pack', Environment: [{ Name: 'ORDER', Value: '7' }] }],
  },
};

test('ecs:runTask takes and gives the members of the API, capitalised', async () => {
  const world = ecs({});
  const seen = await world.start(ECS, PACK);
  expect(world.calls).toMatchObject([
    {
      operation: 'ECS.RunTask',
      input: {
        ...{ cluster: 'main', taskDefinition: 'pack:3', launchType: 'FARGATE' },
        startedBy: 'AWS Step Functions',
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'ENABLED' },
        },
        overrides: {
          containerOverrides: [{ name: 'pack', environment: [{ name: 'ORDER', value: '7' }] }],
        },
      },
    },
  ]);
  expect(seen.output).toMatchObject({
    Tasks: [{ TaskArn: 'arn:task', ClusterArn: 'arn:cluster', LastStatus: 'PROVISIONING' }],
    Failures: [],
  });
});

test('an ECS task succeeds when all its containers ended with 0', async () => {
  const containers = [{ name: 'pack', exitCode: 0, lastStatus: 'STOPPED' }];
  const world = ecs({ lastStatus: 'STOPPED', containers, stoppedAt: new Date(5000) });
  const seen = await world.start(`${ECS}.sync`, PACK);
  await world.clock.advance(1000);
  expect(world.calls[1]).toMatchObject({
    operation: 'ECS.DescribeTasks',
    input: { cluster: 'main', tasks: ['arn:task'] },
  });
  expect(seen.output).toEqual({
    ...{ TaskArn: 'arn:task', ClusterArn: 'arn:cluster', LastStatus: 'STOPPED', StoppedAt: 5000 },
    Containers: [{ Name: 'pack', ExitCode: 0, LastStatus: 'STOPPED' }],
  });
});

test.each([
  ['with another code', [{ exitCode: 2 }]],
  ['without one, because it never started', [{ reason: 'CannotPullContainerError' }]],
])('an ECS task fails when a container ended %s', async (_, containers) => {
  const world = ecs({ lastStatus: 'STOPPED', containers });
  const seen = await world.start(`${ECS}.sync`, PACK);
  await world.clock.advance(1000);
  expect(seen.failure?.error).toBe('States.TaskFailed');
  expect(JSON.parse(seen.failure?.cause ?? '')).toMatchObject({ LastStatus: 'STOPPED' });
});

test('an ECS task that is not wanted any more is stopped', async () => {
  const world = ecs({});
  const seen = await world.start(`${ECS}.sync`, PACK);
  seen.cancel('aborted');
  await world.clock.idle();
  expect(world.calls[1]).toMatchObject({
    operation: 'ECS.StopTask',
    input: { cluster: 'main', task: 'arn:task' },
  });
});

test('an ECS task can call back with its token', async () => {
  const world = ecs({});
  const Environment = [{ Name: 'TASK_TOKEN', Value: 'token' }];
  const Overrides = { ContainerOverrides: [{ Name: 'pack', Environment }] };
  const seen = await world.start(`${ECS}.waitForTaskToken`, { ...PACK, Overrides });
  expect(seen.told).toEqual(['started', 'submitted']);
  expect(seen.submission).toMatchObject({ Tasks: [{ TaskArn: 'arn:task' }] });
  await world.clock.advance(60_000);
  expect(world.calls).toHaveLength(1);
});

test('an ECS task that cannot be placed fails', async () => {
  const failures = [{ arn: 'arn:instance', reason: 'RESOURCE:MEMORY' }];
  const world = new TestWorld({ 'ECS.RunTask': () => ({ tasks: [], failures }) });
  const seen = await world.start(`${ECS}.sync`, PACK);
  expect(seen.failure).toEqual({
    error: 'AmazonECS.Unknown',
    cause: '{"Failures":[{"Arn":"arn:instance","Reason":"RESOURCE:MEMORY"}],"Tasks":[]}',
    phase: 'submit',
  });
});
