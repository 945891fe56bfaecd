import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCloud } from '../../src/cloud.ts';
import { CloudClock } from '../../src/core/cloud-clock.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { SeededRandom } from '../../src/core/random.ts';
import { type Gateway, startGateway } from '../../src/gateway/server.ts';
import { type RegisteredServices, registerServices } from '../../src/services.ts';
import type { Answer } from './answer.ts';
import type { Target } from './calls.ts';
import { type Client, openClient } from './client.ts';
import { type Put, shownEvents } from './subscriptions.ts';

/** The account that recordings name. */
export const ACCOUNT = '111111111111';
export const REGION = 'us-east-1';
/** How long a subscription to a shard lives, in milliseconds. */
const SUBSCRIPTION = 300_000;

/** A cloud of its own for one recording, asked over HTTP by the SDK's clients. Its time stands still. */
export class World {
  readonly cloud: LocalCloud;
  readonly #services: RegisteredServices;
  readonly #gateway: Gateway;
  readonly #folder: string;
  readonly #clients = new Map<string, Promise<Client>>();

  private constructor(parts: Parts) {
    this.cloud = parts.cloud;
    this.#services = parts.services;
    this.#gateway = parts.gateway;
    this.#folder = parts.folder;
  }

  static async open(seed: string): Promise<World> {
    const clock = new CloudClock({ frozen: true, start: Date.UTC(2026, 0, 1) });
    const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
    const report = (): void => {};
    const random = new SeededRandom(seed);
    const cloud = new LocalCloud({ clock, random, report, accountId: ACCOUNT, region: REGION });
    const services = registerServices(cloud, { folder, report, spares: false });
    const mounts = [services.apis, ...services.linked];
    const gateway = await startGateway(cloud, { port: 0, mounts });
    cloud.endpoint = gateway.endpoint;
    return new World({ cloud, services, gateway, folder });
  }

  async close(): Promise<void> {
    for (const client of this.#clients.values()) (await client).destroy();
    await this.#gateway.close();
    this.cloud.clock.stop();
    await this.#services.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get endpoint(): string {
    return this.#gateway.endpoint;
  }

  serves({ sdkId, operation }: Target): boolean {
    return this.cloud.services.get(sdkId)?.operations[operation] !== undefined;
  }

  /** Makes a call; what it waits for comes at once. What it set off has happened when it returns. */
  async call(target: Target, input: object, whileOpen?: () => Promise<void>): Promise<Answer> {
    const client = await this.#client(target);
    const answer = await this.#untilAnswered(client.send(target.operation, input, whileOpen));
    await this.cloud.clock.idle();
    return answer;
  }

  /** Subscribes to a shard, puts records into its stream, and gathers what is pushed until it ends. */
  async subscribe(target: Target, input: object, records: readonly Put[]): Promise<Answer> {
    const [StreamARN] = (input as { ConsumerARN: string }).ConsumerARN.split('/consumer/');
    const answer = await this.call(target, input, async () => {
      const put = { StreamARN, Records: records };
      if (records.length > 0) {
        await this.cloud.call(this.cloud.root, 'Kinesis', 'PutRecords', put);
      }
      await this.advance(SUBSCRIPTION);
    });
    const { events = [], ResponseMetadata = {} } = answer.value;
    if (answer.failed) return answer;
    return { ...answer, value: { ...shownEvents(events as JsonObject[]), ResponseMetadata } };
  }

  /** The events that functions have printed. */
  async printed(): Promise<JsonObject[]> {
    const call = <Output>(operation: string, input: object) =>
      this.cloud.call<Output>(this.cloud.root, 'CloudWatch Logs', operation, input);
    const { logGroups } = await call<{ logGroups: object[] }>('DescribeLogGroups', {});
    const found: JsonObject[] = [];
    for (const { logGroupName } of logGroups as { logGroupName: string }[]) {
      const { events } = await call<{ events: { message: string }[] }>('FilterLogEvents', {
        logGroupName,
      });
      const texts = events.flatMap(
        ({ message }) => /\tINFO\t(\{.*\})\s*$/s.exec(message)?.[1] ?? [],
      );
      found.push(...texts.map((text) => JSON.parse(text) as JsonObject));
    }
    return found;
  }

  /** Lets cloud time pass: at most so many milliseconds, with all that comes due. */
  advance(ms: number): Promise<void> {
    return this.cloud.clock.advance(ms);
  }

  async #untilAnswered(call: Promise<Answer>): Promise<Answer> {
    const answered = new AbortController();
    const result = call.finally(() => answered.abort());
    void result.catch(() => {});
    while (!answered.signal.aborted) {
      await this.cloud.clock.nextForWaiting(answered.signal).catch(() => {});
    }
    return result;
  }

  #client(target: Target): Promise<Client> {
    const key = `${target.sdkId}${target.query ? ' query' : ''}`;
    let client = this.#clients.get(key);
    if (client === undefined) {
      client = openClient(target, this.endpoint, REGION);
      this.#clients.set(key, client);
    }
    return client;
  }
}

interface Parts {
  readonly cloud: LocalCloud;
  readonly services: RegisteredServices;
  readonly gateway: Gateway;
  readonly folder: string;
}
