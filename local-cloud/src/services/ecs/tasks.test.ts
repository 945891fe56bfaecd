import { beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import type { Permission } from '../../core/service.ts';
import { afterLoad, callable, failure, fakeContext, START } from '../testing.ts';
import { EXECUTION_ROLE, ecsWorld, ROLE } from './testing.ts';

type World = Awaited<ReturnType<typeof ecsWorld>>;

let world: World;
beforeEach(async () => {
  world = await ecsWorld();
});

/** Lets the task come so far that its container runs. */
async function running(world: World, input: Parameters<World['run']>[0] = {}) {
  const arn = await world.run(input);
  await world.cloud.clock.advance(20_000);
  return { arn, job: world.jobs.at(-1)! };
}

async function ended({ jobs, cloud, show }: World, arn: string, exitCode = 0) {
  jobs.at(-1)!.end({ exitCode });
  await cloud.clock.advance(60_000);
  return show(arn);
}

describe('a task', () => {
  test('goes through its life, with its times', async () => {
    const { arn } = await running(world);
    expect(await world.show(arn)).toMatchObject({
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      startedAt: new Date(START + 20_000),
      group: 'family:pack',
      containers: [{ lastStatus: 'RUNNING', runtimeId: expect.stringMatching(/^\w{32}-\d+$/) }],
      attachments: [{ type: 'ElasticNetworkInterface', status: 'ATTACHED' }],
      overrides: { containerOverrides: [{ name: 'pack' }] },
    });
    await world.cloud.clock.advance(100_000);
    expect(await ended(world, arn)).toMatchObject({
      lastStatus: 'STOPPED',
      createdAt: new Date(START),
      pullStartedAt: new Date(START + 10_000),
      executionStoppedAt: new Date(START + 120_000),
      stoppedAt: new Date(START + 140_000),
      stopCode: 'EssentialContainerExited',
      containers: [{ exitCode: 0 }],
    });
  });

  test('is shown for an hour after it stopped', async () => {
    const { arn } = await running(world);
    await ended(world, arn);
    await world.cloud.clock.advance(59 * 60_000 - 1);
    expect(await world.show(arn)).toBeDefined();
    await world.cloud.clock.advance(60_000);
    const { failures } = await world.ecs.DescribeTasks({ cluster: 'packing', tasks: [arn] });
    expect(failures).toEqual([{ arn, reason: 'MISSING' }]);
  });

  test('gives its container what definition and overrides say', async () => {
    const { job } = await running(world, {
      overrides: {
        cpu: '1 vCPU',
        memory: '2 GB',
        containerOverrides: [
          { name: 'pack', command: ['ship'], environment: [{ name: 'B', value: '3' }] },
        ],
      },
    });
    expect(job.request).toMatchObject({
      script: '/pack.ts',
      arguments: ['ship'],
      environment: { A: '1', B: '3', AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE' },
      memoryMiB: 2048,
      roleArn: ROLE,
    });
  });

  test('is told to have run out of memory as AWS does', async () => {
    const { arn, job } = await running(world);
    job.end({ exitCode: 137, error: { name: 'OutOfMemory', message: '' } });
    await world.cloud.clock.advance(60_000);
    expect((await world.show(arn)).containers).toMatchObject([
      { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
    ]);
  });

  test('does not start where its log stream cannot be made', async () => {
    const note = world.cloud.call;
    world.cloud.call = async (...call) => {
      if (call[2] === 'CreateLogStream') {
        throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
      }
      return note(...call);
    };
    const arn = await world.run();
    await world.cloud.clock.advance(60_000);
    expect(world.jobs).toEqual([]);
    expect(await world.show(arn)).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringMatching(
        /^ResourceInitializationError: .*ResourceNotFoundException: The specified log group/,
      ),
    });
  });

  test('writes its log in the name of the execution role', async () => {
    const { arn, job } = await running(world);
    job.request.onLine('one');
    job.request.onLine('two');
    await world.cloud.clock.idle();
    const put = world.cloud.calls.find(({ operation }) => operation === 'PutLogEvents');
    expect(put).toMatchObject({
      principal: { roleArn: EXECUTION_ROLE },
      input: {
        logGroupName: '/ecs/pack',
        logStreamName: `fargate/pack/${arn.split('/').at(-1)}`,
        logEvents: [{ message: 'one' }, { message: 'two' }],
      },
    });
  });
});

describe('a task that is stopped', () => {
  const stop = (task: string, reason?: string) =>
    world.ecs.StopTask({ cluster: 'packing', task, reason });

  test('has as long as its container says', async () => {
    const { arn, job } = await running(world);
    await stop(arn, 'enough');
    expect(job.graceSeconds).toBe(5);
    await world.cloud.clock.advance(60_000);
    expect(await world.show(arn)).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      containers: [{ exitCode: 143 }],
    });
  });

  test.each([5_000, 15_000])('after %d ms never runs', async (ms) => {
    const arn = await world.run();
    await world.cloud.clock.advance(ms);
    await stop(arn);
    await world.cloud.clock.advance(60_000);
    expect(world.jobs).toEqual([]);
    expect(await world.show(arn)).toMatchObject({ lastStatus: 'STOPPED' });
  });

  test('while it waits for its turn on this machine never runs', async () => {
    world.turns.hasFree = false;
    const { arn } = await running(world);
    expect((await world.show(arn)).lastStatus).toBe('PENDING');
    await stop(arn);
    await world.cloud.clock.advance(0);
    expect((await world.show(arn)).lastStatus).toBe('DEPROVISIONING');
    await world.cloud.clock.advance(60_000);
    const task = await world.show(arn);
    expect(task).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'UserInitiated' });
    expect(task.startedAt).toBeUndefined();
    expect(task.containers![0]!.exitCode).toBeUndefined();
    expect(JSON.stringify(world.cloud.calls)).not.toMatch(/lastStatus\W+RUNNING/);
  });

  test('again keeps its reason', async () => {
    const { arn } = await running(world);
    await stop(arn, 'first');
    await stop(arn, 'second');
    expect((await world.show(arn)).stoppedReason).toBe('first');
  });

  test('is unknown where it never was', async () => {
    expect(await failure(stop('f'.repeat(32)))).toEqual({
      code: 'InvalidParameterException',
      message: 'The referenced task was not found.',
    });
  });
});

describe('running a task', () => {
  test.each([
    [{ cluster: 'other' }, 'ClusterNotFoundException', 'Cluster not found.'],
    [{ taskDefinition: 'ship' }, 'InvalidParameterException', 'TaskDefinition not found.'],
    [{ taskDefinition: 'pack:2' }, 'InvalidParameterException', 'TaskDefinition not found.'],
    [
      { networkConfiguration: {} },
      'InvalidParameterException',
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      { overrides: { containerOverrides: [{ name: 'ship' }] } },
      'InvalidParameterException',
      'Override for container named ship is not a container in the TaskDefinition.',
    ],
    [{ overrides: { memory: '100' } }, 'ClientException', 'No Fargate configuration exists'],
    [{ launchType: 'EC2' as const }, 'NotSupportedByLocalCloud', 'the launch type EC2'],
    [{ count: 11 }, 'InvalidParameterException', 'less than or equal to 10'],
  ])('with %j is refused', async (input, code, message) => {
    const error = await failure(world.run(input));
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('of a role that does not let tasks in is refused', async () => {
    world.cloud.call = async () => {
      throw new AwsError('AccessDenied', 'No.');
    };
    expect(await failure(world.run())).toMatchObject({
      code: 'ClientException',
      message: expect.stringContaining(`ECS was unable to assume the role '${ROLE}'`),
    });
  });

  test('again with its token gives the same task, and with other words is a conflict', async () => {
    const arn = await world.run({ clientToken: 'once' });
    expect(await world.run({ clientToken: 'once' })).toBe(arn);
    expect(await failure(world.run({ clientToken: 'once', group: 'other' }))).toMatchObject({
      code: 'ConflictException',
      resourceIds: [arn],
    });
    expect((await world.ecs.ListTasks({ cluster: 'packing' })).taskArns).toEqual([arn]);
  });

  test('needs its definition in that cluster, and to pass both roles', () => {
    const arn = 'arn:aws:ecs:us-east-1:123456789012';
    const passed = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };
    const { permissions } = world.service.operations.RunTask;
    const input = { cluster: 'packing', taskDefinition: 'pack' };
    expect(permissions(input, fakeContext())).toEqual<Permission[]>([
      {
        action: 'ecs:RunTask',
        resource: `${arn}:task-definition/pack:1`,
        conditions: { 'ecs:cluster': `${arn}:cluster/packing` },
      },
      { action: 'iam:PassRole', resource: ROLE, conditions: passed },
      { action: 'iam:PassRole', resource: EXECUTION_ROLE, conditions: passed },
    ]);
  });
});

test('tasks are listed by what they are to be, and pages follow each other', async () => {
  const { tasks = [] } = await world.ecs.RunTask({
    ...{ cluster: 'packing', taskDefinition: 'pack', launchType: 'FARGATE', count: 3 },
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  });
  const arns = tasks.map(({ taskArn }) => taskArn!);
  await world.ecs.StopTask({ cluster: 'packing', task: arns[0] });
  const first = await world.ecs.ListTasks({ cluster: 'packing', maxResults: 1 });
  const { nextToken } = first;
  const second = await world.ecs.ListTasks({ cluster: 'packing', maxResults: 1, nextToken });
  expect([first.taskArns, second.taskArns, second.nextToken]).toEqual([
    [arns[1]],
    [arns[2]],
    undefined,
  ]);
  const stopped = await world.ecs.ListTasks({ cluster: 'packing', desiredStatus: 'STOPPED' });
  expect(stopped.taskArns).toEqual([arns[0]]);
});

test('a cluster with tasks is not deleted', async () => {
  const { arn } = await running(world);
  expect(await failure(world.ecs.DeleteCluster({ cluster: 'packing' }))).toMatchObject({
    code: 'ClusterContainsTasksException',
  });
  await ended(world, arn);
  const { cluster } = await world.ecs.DeleteCluster({ cluster: 'packing' });
  expect(cluster).toMatchObject({ status: 'INACTIVE' });
});

describe('after a load', () => {
  test.each([
    ['on its way goes on', 5_000, { exitCode: undefined, lastStatus: 'RUNNING' }],
    ['whose container ran has lost it', 20_000, { exitCode: 137, lastStatus: 'STOPPED' }],
  ])('a task %s', async (_, ms, { exitCode, lastStatus }) => {
    const arn = await world.run();
    await world.cloud.clock.advance(ms);
    const { cloud, service } = afterLoad(world, world.create);
    await cloud.clock.advance(40_000);
    const { tasks = [] } = await callable(service).DescribeTasks({
      cluster: 'packing',
      tasks: [arn],
    });
    expect(tasks[0]).toMatchObject({ lastStatus, containers: [{}] });
    expect(tasks[0]!.containers![0]!.exitCode).toBe(exitCode);
  });
});

test('a request that is made twice at once, with a token, runs one task', async () => {
  const { run, ecs } = await ecsWorld();
  const [first, second] = await Promise.all([
    run({ clientToken: 'once' }),
    run({ clientToken: 'once' }),
  ]);
  expect(second).toBe(first);
  expect((await ecs.ListTasks({ cluster: 'packing' })).taskArns).toEqual([first]);
});
