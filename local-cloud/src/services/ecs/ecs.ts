import type { Cloud } from '../../core/service.ts';
import type { Clusters } from './clusters.ts';
import type { Lives } from './life.ts';
import type { TaskDefinitions } from './task-definitions.ts';
import type { Tasks } from './tasks.ts';

/** What the operations work on. */
export interface Ecs {
  readonly cloud: Cloud;
  readonly clusters: Clusters;
  readonly definitions: TaskDefinitions;
  readonly tasks: Tasks;
  readonly lives: Lives;
}
