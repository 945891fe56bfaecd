import type { Cloud } from '../../core/service.ts';
import type { Engine } from '../execution/types.ts';
import type { IntegrationPorts } from '../integrations/attempt.ts';
import type { ActivityStore } from './activity-store.ts';
import type { Arns } from './arn.ts';
import type { ExecutionStore } from './execution-store.ts';
import type { MachineStore } from './machine-store.ts';
import type { Mocks } from './mocks.ts';
import type { Running } from './running.ts';

/** What the operations share. */
export interface Context {
  readonly cloud: Cloud;
  readonly arns: Arns;
  readonly engine: Engine;
  /** What Task states reach the cloud by, for states that run outside an execution. */
  readonly integrations: IntegrationPorts;
  readonly running: Running;
  readonly machines: MachineStore;
  readonly executions: ExecutionStore;
  readonly activities: ActivityStore;
  readonly mocks: Mocks | undefined;
}
