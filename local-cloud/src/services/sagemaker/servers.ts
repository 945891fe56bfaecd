import { type JobEnd, noRunner, type Server } from '../../core/jobs.ts';
import type { Json } from '../../core/json.ts';
import { failureOf } from '../attempt.ts';
import { algorithmOf } from './algorithms.ts';
import type { Deployment, Endpoint, Variant } from './endpoint.ts';
import { throttled } from './errors.ts';
import { logOf } from './log.ts';
import { assume, SESSION } from './role.ts';
import { s3Place } from './s3-uri.ts';
import type { SageMaker } from './sagemaker.ts';

/** A request to a model waits so long: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
const LONGEST_SECONDS = 60;

/** The processes that serve the variants of endpoints. */
export class Servers {
  readonly #sagemaker: SageMaker;
  readonly #servers = new Map<string, Server>();
  /** How many requests each is at. */
  readonly #busy = new Map<string, number>();

  constructor(sagemaker: SageMaker) {
    this.#sagemaker = sagemaker;
  }

  /** Starts what serves a deployment. Gives the reason why one of it does not come up. */
  async start(endpoint: Endpoint, deployment: Deployment): Promise<string | undefined> {
    for (const variant of deployment.variants) {
      const reason =
        (await this.#unreachable(variant)) ?? (await this.#notUp(endpoint, deployment, variant));
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  stop(endpoint: Endpoint, deployment: Deployment): void {
    for (const variant of deployment.variants) {
      const key = keyOf(endpoint, deployment, variant);
      this.#servers.get(key)?.stop();
      this.#servers.delete(key);
    }
  }

  /**
   * Asks the model of a variant, which is brought up again where it has been let go.
   *
   * @throws ThrottlingException for more requests at once than a serverless variant takes
   */
  async ask(endpoint: Endpoint, variant: Variant, request: Json): Promise<JobEnd> {
    const key = keyOf(endpoint, endpoint.deployed!, variant);
    const busy = this.#busy.get(key) ?? 0;
    const most = variant.settings.ServerlessConfig?.MaxConcurrency ?? Number.POSITIVE_INFINITY;
    if (busy >= most) throw throttled();
    this.#busy.set(key, busy + 1);
    const end = await this.#server(endpoint, endpoint.deployed!, variant)!.ask(request);
    this.#free(key);
    return end;
  }

  #free(key: string): void {
    const busy = this.#busy.get(key)! - 1;
    if (busy === 0) this.#busy.delete(key);
    else this.#busy.set(key, busy);
  }

  async #notUp(endpoint: Endpoint, deployment: Deployment, variant: Variant) {
    const server = this.#server(endpoint, deployment, variant);
    const end = await server?.ready;
    if (server !== undefined && end === undefined) return undefined;
    const { VariantName } = variant.settings;
    return (
      `The primary container for production variant ${VariantName} did not pass the ping health ` +
      'check. Please check CloudWatch logs for this endpoint.' +
      (server === undefined ? ` ${noRunner(['sagemaker', algorithmIn(variant)])}` : '')
    );
  }

  /** SageMaker downloads the model with the role of the model. */
  async #unreachable({ model }: Variant): Promise<string | undefined> {
    const { cloud } = this.#sagemaker;
    const uri = model.PrimaryContainer!.ModelDataUrl;
    if (uri === undefined) return undefined;
    const { bucket, key } = s3Place(uri);
    const denied = await failureOf(async () => {
      const role = await assume(cloud, model.ExecutionRoleArn!);
      await cloud.call(role, 'S3', 'HeadObject', { Bucket: bucket, Key: key });
    });
    if (denied === undefined) return undefined;
    return (
      `Failed to download model data for container "container_1" from URL: "${uri}". Please ensure ` +
      'that there is an object located at the URL and that the role passed to CreateModel has ' +
      'permissions to download the object.'
    );
  }

  #server(endpoint: Endpoint, deployment: Deployment, variant: Variant): Server | undefined {
    const key = keyOf(endpoint, deployment, variant);
    const running = this.#servers.get(key);
    if (running !== undefined && !running.isOver) return running;
    const { host } = this.#sagemaker;
    const module = host.runnerOf(['sagemaker', algorithmIn(variant)]);
    if (module === undefined) return undefined;
    const { model, settings } = variant;
    const { ModelDataUrl, Environment = {} } = model.PrimaryContainer!;
    const input = {
      command: 'serve',
      ...(ModelDataUrl !== undefined && { ModelDataUrl }),
      Environment,
    };
    const server = host.serve({
      module,
      input,
      roleArn: model.ExecutionRoleArn!,
      sessionName: SESSION,
      memoryMiB: settings.ServerlessConfig?.MemorySizeInMB ?? 1024,
      longestSeconds: LONGEST_SECONDS,
      onLine: this.#log(endpoint, variant),
    });
    this.#servers.set(key, server);
    return server;
  }

  #log(endpoint: Endpoint, { model, settings }: Variant): (line: string) => void {
    const instance = Buffer.from(this.#sagemaker.cloud.random.bytes(9)).toString('hex').slice(1);
    return logOf(this.#sagemaker, {
      roleArn: model.ExecutionRoleArn!,
      of: 'an endpoint',
      group: logGroup(endpoint),
      name: `${settings.VariantName}/i-${instance}`,
    });
  }
}

export function logGroup({ name }: Endpoint): string {
  return `/aws/sagemaker/Endpoints/${name}`;
}

function algorithmIn({ model }: Variant): string {
  return algorithmOf(model.PrimaryContainer!.Image!);
}

function keyOf({ arn }: Endpoint, { startedAt }: Deployment, { settings }: Variant): string {
  return `${arn} ${startedAt} ${settings.VariantName}`;
}
