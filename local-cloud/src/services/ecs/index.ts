import type { JobHost } from '../../core/jobs.ts';
import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { createCluster } from './actions/createCluster.ts';
import { deleteCluster } from './actions/deleteCluster.ts';
import { deregisterTaskDefinition } from './actions/deregisterTaskDefinition.ts';
import { describeClusters } from './actions/describeClusters.ts';
import { describeTaskDefinition } from './actions/describeTaskDefinition.ts';
import { describeTasks } from './actions/describeTasks.ts';
import { listClusters } from './actions/listClusters.ts';
import { listTaskDefinitions } from './actions/listTaskDefinitions.ts';
import { listTasks } from './actions/listTasks.ts';
import { registerTaskDefinition } from './actions/registerTaskDefinition.ts';
import { runTask } from './actions/runTask.ts';
import { stopTask } from './actions/stopTask.ts';
import { Clusters } from './clusters.ts';
import { Lives } from './life.ts';
import { TaskDefinitions } from './task-definitions.ts';
import { Tasks } from './tasks.ts';

/**
 * ECS: tasks on Fargate that are run once. What a container does, the runner of its family does.
 *
 * @param report told when logs of a container are lost
 */
export function createECS(cloud: Cloud, jobs: JobHost, report: (problem: string) => void) {
  const clusters = new Clusters(cloud);
  const definitions = new TaskDefinitions(cloud);
  const lives = new Lives({ cloud, jobs, definitions, report });
  const tasks = new Tasks(cloud, (task) => lives.goOn(task));
  const ecs = { cloud, clusters, definitions, tasks, lives };
  return {
    sdkId: 'ECS',
    operations: {
      CreateCluster: createCluster(ecs),
      DeleteCluster: deleteCluster(ecs),
      DeregisterTaskDefinition: deregisterTaskDefinition(ecs),
      DescribeClusters: describeClusters(ecs),
      DescribeTaskDefinition: describeTaskDefinition(ecs),
      DescribeTasks: describeTasks(ecs),
      ListClusters: listClusters(ecs),
      ListTaskDefinitions: listTaskDefinitions(ecs),
      ListTasks: listTasks(ecs),
      RegisterTaskDefinition: registerTaskDefinition(ecs),
      RunTask: runTask(ecs),
      StopTask: stopTask(ecs),
    },
    refusal: validationErrors('InvalidParameterException'),
    state: stateOf({ clusters, definitions, tasks }),
  } satisfies Service;
}
