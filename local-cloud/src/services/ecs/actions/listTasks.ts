import type { ListTasksRequest, ListTasksResponse } from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import type { Ecs } from '../ecs.ts';
import { maxResults, nextToken, startedBy } from '../members.ts';
import { pageOf } from '../pages.ts';
import type { Task } from '../tasks.ts';

/**
 * The ARNs of a cluster's tasks: those that are to run, unless others are asked for.
 * Errors: ClusterNotFoundException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
 */
export function listTasks({
  clusters,
  definitions,
  tasks,
}: Ecs): Operation<ListTasksRequest, ListTasksResponse> {
  return {
    members: {
      cluster: {},
      family: {},
      startedBy,
      desiredStatus: { enum: ['RUNNING', 'PENDING', 'STOPPED'] },
      launchType: { enum: ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'] },
      nextToken,
      maxResults,
    },
    permissions: ({ cluster }) => [
      {
        action: 'ecs:ListTasks',
        resource: '*',
        conditions: { 'ecs:cluster': clusters.arn(cluster) },
      },
    ],
    handle({ cluster, family, desiredStatus = 'RUNNING', launchType = 'FARGATE', ...input }) {
      const isWanted = (task: Task) =>
        task.desired === desiredStatus &&
        launchType === 'FARGATE' &&
        (input.startedBy === undefined || task.startedBy === input.startedBy) &&
        (family === undefined || definitions.find(task.definitionArn)?.family === family);
      const found = tasks.of(clusters.get(cluster).arn).filter(isWanted);
      const { page, ...token } = pageOf(
        found.map(({ arn }) => arn),
        input.nextToken,
        input.maxResults,
      );
      return { taskArns: [...page], ...token };
    },
  };
}
