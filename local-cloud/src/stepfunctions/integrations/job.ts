import { sleep } from '../../core/clock.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { ServiceResource } from '../language/resource.ts';
import type { Attempt, IntegrationPorts } from './attempt.ts';
import type { JobCall, JobOutcome, StartedJob } from './optimised.ts';
import { findRoute, nameFailure, prepareInput, type Route, send } from './service-call.ts';
import { parseExecutionData } from './states-start-execution.ts';

/**
 * Seconds between two looks at a job: often at first, then once in half a minute. On AWS most jobs
 * tell of their end through an EventBridge managed rule, and polling is the second line.
 */
const FIRST_LOOK = 1;
const LONGEST_WAIT = 30;
const GROWTH = 1.5;

/** `.sync`: waits for the job that was started, and ends the attempt with its outcome. */
export function watchJob(
  ports: IntegrationPorts,
  attempt: Attempt,
  resource: ServiceResource,
  route: Route,
  submitted: Json,
): void {
  const { parameters } = attempt.request;
  const job = new WatchedJob(ports, attempt, resource, route, {
    parameters: isObject(parameters) ? parameters : {},
    submitted: isObject(submitted) ? submitted : {},
  });
  attempt.onCancel(() => void job.stop());
  void job.watch();
}

class WatchedJob {
  readonly #ports: IntegrationPorts;
  readonly #attempt: Attempt;
  readonly #resource: ServiceResource;
  readonly #route: Route;
  readonly #started: StartedJob;

  constructor(
    ports: IntegrationPorts,
    attempt: Attempt,
    resource: ServiceResource,
    route: Route,
    started: StartedJob,
  ) {
    this.#ports = ports;
    this.#attempt = attempt;
    this.#resource = resource;
    this.#route = route;
    this.#started = started;
  }

  async watch(): Promise<void> {
    const job = this.#route.integration!.job!;
    try {
      let wait = FIRST_LOOK;
      for (;;) {
        await this.#pause(wait);
        if (!this.#attempt.open) return;
        if (wait === FIRST_LOOK && job.alsoNeeds) await this.#call(job.alsoNeeds(this.#started));
        const outcome = job.outcome(await this.#call(job.describe(this.#started)));
        if (this.#end(outcome)) return;
        this.#attempt.heartbeat();
        wait = Math.min(LONGEST_WAIT, wait * GROWTH);
      }
    } catch (error) {
      this.#attempt.failed(nameFailure(error, this.#route, this.#ports.random.uuid()));
    }
  }

  /** The execution does not want the result any more. AWS stops the job as well as it can. */
  async stop(): Promise<void> {
    const call = this.#route.integration!.job!.stop?.(this.#started);
    if (call === undefined) return;
    await this.#call(call).catch(() => undefined);
  }

  #pause(seconds: number): Promise<void> {
    const { executionArn } = execution(this.#started.submitted);
    return executionArn === undefined
      ? sleep(this.#ports.clock, seconds * 1000)
      : this.#ports.executionEnd(executionArn);
  }

  /** Whether the job has ended. */
  #end(outcome: JobOutcome): boolean {
    if (outcome.state === 'running') return false;
    if (outcome.state === 'failed') {
      this.#attempt.failed({ error: 'States.TaskFailed', cause: outcome.cause });
    } else if (this.#resource.pattern === 'sync:2') {
      this.#attempt.succeeded(parseExecutionData(outcome.result));
    } else {
      this.#attempt.succeeded(outcome.result);
    }
    return true;
  }

  async #call(call: JobCall): Promise<JsonObject> {
    const { integration } = this.#route;
    const route = await findRoute(this.#ports, this.#resource.service, call.action, integration);
    const input = prepareInput(route, call.parameters);
    const answer = await send(this.#ports, this.#attempt.request, route, input);
    return isObject(answer) ? answer : {};
  }
}

/** A nested execution tells of its end; other jobs are looked at from time to time. */
function execution(submitted: JsonObject): { executionArn?: string } {
  const { ExecutionArn } = submitted;
  return typeof ExecutionArn === 'string' ? { executionArn: ExecutionArn } : {};
}
