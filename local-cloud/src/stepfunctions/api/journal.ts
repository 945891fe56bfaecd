import type { Cloud } from '../../service.ts';
import type { RecordMetric } from '../../services/metrics.ts';
import type { HistoryEvent } from '../execution/history.ts';
import type { Execution, StartSpec } from '../execution/types.ts';
import type { Journal, JournaledExecution } from '../ports.ts';
import { recordExecution } from './execution-metrics.ts';
import { LogDelivery, type LogDestination, logMessage } from './log-delivery.ts';
import { isLogged } from './log-levels.ts';
import { logGroupName } from './logging-configuration.ts';
import type { Revision } from './state-machine.ts';
import { StatusEvents } from './status-events.ts';

/**
 * The engine's journal: logs of the state machines that have them, status events and metrics of
 * executions.
 */
export class CloudJournal implements Journal {
  readonly #logs: LogDelivery;
  readonly #events: StatusEvents;
  readonly #record: RecordMetric;
  /** How executions log that are running. Those that do not log are not in it. */
  readonly #logging = new Map<string, Logging>();

  constructor(cloud: Cloud, record: RecordMetric) {
    this.#logs = new LogDelivery(cloud);
    this.#events = new StatusEvents(cloud);
    this.#record = record;
  }

  /** Before an execution starts, or goes on: what it runs. */
  expect(spec: StartSpec, revision: Revision): void {
    const logging = loggingOf(spec, revision);
    if (logging !== undefined) this.#logging.set(spec.arn, logging);
  }

  event(execution: JournaledExecution, event: HistoryEvent): void {
    const logging = this.#loggingOf(execution as Execution);
    if (logging === undefined || !isLogged(event.type!, logging.level)) return;
    const { redriveCount } = execution as Execution;
    const message = logMessage(execution, event, redriveCount, logging.withData);
    this.#logs.write(logging.destination, { timestamp: event.timestamp, message });
  }

  /** An execution's last event comes before the change of its status. */
  status(execution: JournaledExecution): void {
    const { spec } = execution as Execution;
    if (execution.status !== 'RUNNING') this.#logging.delete(execution.arn);
    recordExecution(this.#record, execution as Execution);
    if (spec.type === 'STANDARD') this.#events.send(execution as Execution);
  }

  /** Children of a Distributed Map log as the execution does that started the Map Run. */
  #loggingOf({ arn, spec }: Execution): Logging | undefined {
    if (this.#logging.size === 0) return undefined;
    const own = this.#logging.get(arn);
    if (own !== undefined || spec.mapRunArn === undefined) return own;
    const machine = spec.stateMachineName.split('/')[0];
    for (const logging of this.#logging.values()) {
      if (logging.destination.stateMachineName !== machine) continue;
      this.#logging.set(arn, logging);
      return logging;
    }
    return undefined;
  }
}

interface Logging {
  readonly destination: LogDestination;
  readonly level: NonNullable<Revision['logging']['level']>;
  readonly withData: boolean;
}

function loggingOf(spec: StartSpec, { logging }: Revision): Logging | undefined {
  const group = logging.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  const name = group === undefined ? undefined : logGroupName(group);
  if (name === undefined || logging.level === undefined || logging.level === 'OFF')
    return undefined;
  return {
    destination: { logGroupName: name, stateMachineName: spec.stateMachineName },
    level: logging.level,
    withData: logging.includeExecutionData ?? false,
  };
}
