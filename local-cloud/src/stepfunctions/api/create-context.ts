import type { Connections } from '../../core/connections.ts';
import { Keep } from '../../core/keep.ts';
import type { Cloud } from '../../core/service.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../execution/types.ts';
import type { IntegrationPorts } from '../integrations/attempt.ts';
import { type Faults, withFaults } from '../integrations/faults.ts';
import { withMocks } from '../integrations/mocked.ts';
import { createTasks } from '../integrations/tasks.ts';
import type { TextStore } from '../ports.ts';
import { ActivityStore } from './activity-store.ts';
import { Arns, machineName, parseArn } from './arn.ts';
import { createAwsCalls } from './aws-calls.ts';
import type { Context } from './context.ts';
import { ExecutionStore } from './execution-store.ts';
import { createHttpCalls } from './http-calls.ts';
import { CloudJournal, type ExecutionWatch } from './journal.ts';
import { MachineStore } from './machine-store.ts';
import type { Mocks } from './mocks.ts';
import { Running } from './running.ts';

export interface ContextOptions {
  readonly keep?: Keep | undefined;
  /** Where long texts of histories go that would take much memory. Default: they stay there. */
  readonly texts?: TextStore | undefined;
  /** EventBridge's. Default: there are none. */
  readonly connections?: Connections | undefined;
  /** Whether there is memory for longer histories. Default: there is. */
  readonly hasRoom?: (() => boolean) | undefined;
  /** So many executions run at once at most. Default: as many as on AWS, or as there is memory for. */
  readonly mostRunning?: number | undefined;
  /** What answers tasks in the place of services. Default: nothing. */
  readonly mocks?: Mocks | undefined;
}

/** Puts the engine and what the operations share together for one cloud. */
export function createContext(
  cloud: Cloud,
  faults: Faults,
  watch: ExecutionWatch,
  options: ContextOptions = {},
): Context {
  const { keep = new Keep(), texts, connections = () => undefined, hasRoom, mostRunning } = options;
  const arns = new Arns(cloud);
  const running = new Running(mostRunning);
  const activities = new ActivityStore(cloud.clock);
  const executions: ExecutionStore = new ExecutionStore((execution) => engine.mapRuns(execution), {
    clock: cloud.clock,
    keep,
  });
  const integrations: IntegrationPorts = {
    calls: createAwsCalls(cloud, ({ executionArn }) => running.revisionOf(executionArn)?.roleArn),
    clock: cloud.clock,
    random: cloud.random,
    activities,
    http: createHttpCalls(cloud, connections),
    executionEnd: (arn) => executionEnd(executions, arn),
  };
  const engine: Engine = createEngine({
    clock: cloud.clock,
    random: cloud.random,
    tasks: withFaults(withMocks(createTasks(integrations)), faults, cloud.clock),
    journal: new CloudJournal(cloud, running, watch),
    texts,
    hasRoom,
  });
  return {
    cloud,
    arns,
    engine,
    integrations,
    running,
    machines: new MachineStore(arns),
    executions,
    activities,
    mocks: options.mocks,
  };
}

/** Resolves at once for an execution that is not there: the next look at it will tell. */
function executionEnd(executions: ExecutionStore, arnText: string): Promise<void> {
  const known = executions.find(arnText, machineName(parseArn(arnText, 'execution', 'express')));
  return new Promise((resolve) => {
    if (known === undefined) resolve();
    else known.execution.onEnd(() => resolve());
  });
}
