import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Cloud, Principal } from '../../core/service.ts';
import { taskOf } from './task-shown.ts';
import type { Task } from './tasks.ts';

const ECS: Principal = { kind: 'service', arn: 'ecs.amazonaws.com', service: 'ecs.amazonaws.com' };

/**
 * Tells EventBridge that a task's status, or what is wanted of it, has changed.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function tellEventBridge(cloud: Cloud, task: Task, container: ContainerDefinition): void {
  const Time = new Date(cloud.clock.now());
  const { tags: _, ...detail } = taskOf(task, container);
  const entry = {
    Source: 'aws.ecs',
    DetailType: 'ECS Task State Change',
    Time,
    Resources: [task.arn],
    Detail: JSON.stringify({ ...detail, updatedAt: Time }),
  };
  cloud.background(`Task state change of ${task.id}`, () =>
    cloud.call(ECS, 'EventBridge', 'PutEvents', { Entries: [entry] }),
  );
}
