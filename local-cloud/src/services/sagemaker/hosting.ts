import type { EndpointStatus } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { Later } from '../../core/later.ts';
import { shape } from '../../core/state.ts';
import type { Deployment, Endpoint } from './endpoint.ts';
import { hasFailed, inProgress } from './errors.ts';
import { tellOfEndpoint } from './events.ts';
import type { SageMaker } from './sagemaker.ts';
import { Servers } from './servers.ts';
import { DELETING, DEPLOYING } from './timing.ts';

/** What comes next of an endpoint is due, unless it has left the status it was in. */
interface Due {
  readonly arn: string;
  readonly changes: number;
}

const SAVED_DUE = shape<Due>({ arn: z.string(), changes: z.number() });

/**
 * Takes endpoints from status to status. What serves goes on serving until what takes its place is up;
 * where that does not come up it stays, and FailureReason tells why.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export class Hosting {
  readonly #sagemaker: SageMaker;
  readonly servers: Servers;
  readonly due: Later<Due>;

  constructor(sagemaker: SageMaker) {
    this.#sagemaker = sagemaker;
    this.servers = new Servers(sagemaker);
    this.due = new Later(
      sagemaker.cloud.clock,
      'Next step of an endpoint of SageMaker',
      SAVED_DUE,
      (due) => this.#next(due),
    );
  }

  /** Deploys to an endpoint that is new. */
  create(endpoint: Endpoint, deployment: Deployment): void {
    endpoint.pending = deployment;
    this.#enter(endpoint, 'Creating', DEPLOYING);
  }

  /** @throws ValidationException for one that is in progress, or has failed */
  update(endpoint: Endpoint, deployment: Deployment): void {
    if (endpoint.status === 'Failed') throw hasFailed(endpoint.arn);
    checkIdle(endpoint);
    endpoint.pending = deployment;
    endpoint.failureReason = undefined;
    this.#enter(endpoint, 'Updating', DEPLOYING);
  }

  /** @throws ValidationException for one that is in progress */
  delete(endpoint: Endpoint): void {
    if (endpoint.status !== 'Failed') checkIdle(endpoint);
    this.#retire(endpoint);
    this.#enter(endpoint, 'Deleting', DELETING);
  }

  #next({ arn, changes }: Due): void {
    const { cloud, endpoints } = this.#sagemaker;
    const endpoint = endpoints.byArn(arn);
    if (endpoint === undefined || endpoint.changes !== changes) return;
    if (endpoint.status === 'Deleting') endpoints.delete(endpoint);
    else cloud.background(`The endpoint ${endpoint.name}`, () => this.#bringUp(endpoint));
  }

  async #bringUp(endpoint: Endpoint): Promise<void> {
    const pending = endpoint.pending!;
    endpoint.failureReason = await this.servers.start(endpoint, pending);
    endpoint.pending = undefined;
    if (endpoint.failureReason === undefined) {
      this.#retire(endpoint);
      endpoint.deployed = pending;
      endpoint.configName = pending.configName;
    } else this.servers.stop(endpoint, pending);
    this.#enter(endpoint, endpoint.deployed === undefined ? 'Failed' : 'InService');
  }

  /** Ends what has served until now. */
  #retire(endpoint: Endpoint): void {
    if (endpoint.deployed !== undefined) this.servers.stop(endpoint, endpoint.deployed);
    endpoint.deployed = undefined;
  }

  #enter(endpoint: Endpoint, status: EndpointStatus, after?: number): void {
    endpoint.status = status;
    endpoint.modifiedAt = this.#sagemaker.cloud.clock.now();
    endpoint.changes += 1;
    const { arn, changes } = endpoint;
    if (after !== undefined) this.due.add({ arn, changes }, after);
    tellOfEndpoint(this.#sagemaker.cloud, endpoint);
  }
}

function checkIdle({ arn, status }: Endpoint): void {
  if (status !== 'InService') throw inProgress(arn);
}
