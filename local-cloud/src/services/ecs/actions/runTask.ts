import type { RunTaskRequest, RunTaskResponse } from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import type { Ecs } from '../ecs.ts';
import { conflict } from '../errors.ts';
import * as members from '../members.ts';
import { checkTrust, passRoles, rolesFor } from '../roles.ts';
import { checkRequest, definitionFor, sizeFor } from '../run-request.ts';
import { containerOf, type Definition } from '../task-definitions.ts';
import { taskOf } from '../task-shown.ts';
import type { Task } from '../tasks.ts';

/**
 * Starts tasks on Fargate. The same request again, by its token, gives the tasks that it started.
 * Errors: ClusterNotFoundException, InvalidParameterException, ClientException, ConflictException.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export function runTask(ecs: Ecs): Operation<RunTaskRequest, RunTaskResponse> {
  const { clusters, definitions, tasks } = ecs;
  return {
    members: {
      cluster: {},
      taskDefinition: { required: true },
      count: { range: [1, 10] },
      launchType: { enum: ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'] },
      platformVersion: { enum: ['LATEST', '1.4.0'] },
      networkConfiguration: members.networkConfiguration,
      overrides: members.overrides,
      group: {},
      startedBy: members.startedBy,
      tags: members.tags,
      clientToken: { length: [0, 64] },
    },
    permissions(input) {
      const { taskDefinition = '', tags = [] } = input;
      const clusterArn = clusters.arn(input.cluster);
      const conditions = { 'ecs:cluster': clusterArn };
      const roles = rolesFor(definitions.find(taskDefinition), input.overrides);
      return [
        { ...definitions.permission('RunTask', taskDefinition), conditions },
        ...(tags.length === 0 ? [] : [tasks.permission('TagResource', clusterArn, '*')]),
        ...passRoles(roles.task, roles.execution),
      ];
    },
    async handle(input) {
      const { arn: clusterArn } = clusters.get(input.cluster);
      const definition = definitionFor(definitions, input.taskDefinition!);
      checkRequest(input, definition);
      const started =
        startedBefore(ecs, clusterArn, input) ?? (await start(ecs, clusterArn, input, definition));
      const container = containerOf(definition);
      return { tasks: started.map((task) => taskOf(task, container, true)), failures: [] };
    },
  };
}

/** @throws ConflictException for the token of another request */
function startedBefore(
  { tasks }: Ecs,
  clusterArn: string,
  { clientToken, ...request }: RunTaskRequest,
): Task[] | undefined {
  if (clientToken === undefined) return undefined;
  const known = tasks.of(clusterArn).filter((task) => task.clientToken === clientToken);
  if (known.length === 0) return undefined;
  if (known[0]!.request === JSON.stringify(request)) return known;
  throw conflict(known.map(({ arn }) => arn));
}

async function start(
  ecs: Ecs,
  clusterArn: string,
  input: RunTaskRequest,
  definition: Definition,
): Promise<Task[]> {
  const { cloud, tasks, lives } = ecs;
  const made = Array.from({ length: input.count ?? 1 }, () =>
    taskFor(ecs, clusterArn, input, definition),
  );
  for (const role of Object.values(rolesFor(definition, input.overrides))) {
    await checkTrust(cloud, role, made[0]!.arn);
  }
  const meanwhile = startedBefore(ecs, clusterArn, input);
  if (meanwhile !== undefined) return meanwhile;
  for (const task of made) {
    tasks.add(task);
    lives.begin(task);
  }
  return made;
}

function taskFor(
  { cloud, tasks }: Ecs,
  clusterArn: string,
  { clientToken, ...request }: RunTaskRequest,
  definition: Definition,
): Task {
  const id = cloud.random.uuid().replaceAll('-', '');
  const { overrides = {} } = request;
  return {
    id,
    arn: tasks.arn(clusterArn, id),
    clusterArn,
    definitionArn: definition.arn,
    size: sizeFor(definition, overrides),
    group: request.group ?? `family:${definition.family}`,
    overrides,
    network: request.networkConfiguration!,
    startedBy: request.startedBy,
    tags: request.tags ?? [],
    clientToken,
    request: JSON.stringify(request),
    containerId: cloud.random.uuid(),
    interfaceId: cloud.random.uuid(),
    createdAt: cloud.clock.now(),
    status: 'PROVISIONING',
    dueAt: undefined,
    desired: 'RUNNING',
    version: 0,
    pullStartedAt: undefined,
    startedAt: undefined,
    stoppingAt: undefined,
    executionStoppedAt: undefined,
    stoppedAt: undefined,
    stopCode: undefined,
    stoppedReason: undefined,
    exitCode: undefined,
    containerReason: undefined,
  };
}
