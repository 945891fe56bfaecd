import type { Cloud } from '../../core/service.ts';
import type { HistoryEvent } from '../execution/history.ts';
import type { Execution } from '../execution/types.ts';
import type { Journal, JournaledExecution } from '../ports.ts';
import { ExecutionMetrics } from './execution-metrics.ts';
import { LogDelivery, logMessage } from './log-delivery.ts';
import { isLogged } from './log-levels.ts';
import { logGroupName } from './logging-configuration.ts';
import type { Running } from './running.ts';
import type { Revision } from './state-machine.ts';
import { StatusEvents } from './status-events.ts';

/** That an execution has begun (or was redriven), or has ended. */
export interface ExecutionChange
  extends Pick<JournaledExecution, 'arn' | 'name' | 'status' | 'error'> {
  readonly stateMachine: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** When it was redriven last, if ever. */
  readonly redriven?: number | undefined;
  readonly ended?: number | undefined;
}

/** Who is told of executions as they go. */
export interface ExecutionWatch {
  /** Of every execution that begins or ends, except the children of a Distributed Map. */
  readonly onExecution?: ((change: ExecutionChange) => void) | undefined;
  /** Of every event of a history: whose it is. */
  readonly onEvent?: ((execution: Pick<JournaledExecution, 'arn'>) => void) | undefined;
}

/**
 * The engine's journal: logs of the state machines that have them, status events and metrics of
 * executions.
 */
export class CloudJournal implements Journal {
  readonly #running: Running;
  readonly #logs: LogDelivery;
  readonly #events: StatusEvents;
  readonly #metrics: ExecutionMetrics;
  readonly #watch: ExecutionWatch;

  constructor(cloud: Cloud, running: Running, watch: ExecutionWatch) {
    this.#watch = watch;
    this.#running = running;
    this.#logs = new LogDelivery(cloud);
    this.#events = new StatusEvents(cloud);
    this.#metrics = new ExecutionMetrics(cloud);
  }

  /** What is not logged of an Express execution, nobody can read. */
  hears(execution: JournaledExecution): boolean {
    return this.#loggingOf(execution as Execution) !== false;
  }

  event(execution: JournaledExecution, event: HistoryEvent): void {
    this.#watch.onEvent?.(execution);
    const { redriveCount, spec } = execution as Execution;
    const logging = this.#loggingOf(execution as Execution);
    if (!logging || !isLogged(event.type!, logging.level)) return;
    const destination = {
      logGroupName: logging.logGroupName,
      stateMachineName: spec.stateMachineName.split('/')[0]!,
    };
    const message = logMessage(execution, event, redriveCount, logging.withData);
    this.#logs.write(destination, { timestamp: event.timestamp, message });
  }

  #loggingOf({ spec }: Execution): Logging | false {
    const revision = this.#running.revisionOfSpec(spec);
    return revision !== undefined && loggingOf(revision);
  }

  /** An execution's last event comes before the change of its status. */
  status(execution: JournaledExecution): void {
    const { spec } = execution as Execution;
    if (execution.status !== 'RUNNING') this.#running.end(spec);
    this.#metrics.record(execution as Execution);
    this.#tell(execution as Execution);
    if (spec.type === 'STANDARD') this.#events.send(execution as Execution);
  }

  /** Not of the children of a Distributed Map: there may be many. */
  #tell(execution: Execution): void {
    if (execution.spec.mapRunArn !== undefined) return;
    const { arn, name, status, error, startDate, redriveDate, stopDate, spec } = execution;
    this.#watch.onExecution?.({
      arn,
      name,
      status,
      error,
      stateMachine: spec.stateMachineName,
      started: startDate,
      redriven: redriveDate,
      ended: stopDate,
    });
  }
}

interface Logging {
  readonly logGroupName: string;
  readonly level: NonNullable<Revision['logging']['level']>;
  readonly withData: boolean;
}

const known = new WeakMap<Revision, Logging | false>();

/** How a revision logs; false where it does not. */
function loggingOf(revision: Revision): Logging | false {
  let logging = known.get(revision);
  if (logging === undefined) {
    logging = readLogging(revision);
    known.set(revision, logging);
  }
  return logging;
}

function readLogging({ logging }: Revision): Logging | false {
  const { level, includeExecutionData, destinations } = logging;
  const group = destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  const name = group === undefined ? undefined : logGroupName(group);
  if (name === undefined || level === undefined || level === 'OFF') return false;
  return { logGroupName: name, level, withData: includeExecutionData ?? false };
}
