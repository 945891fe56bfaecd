import { isDeepStrictEqual } from 'node:util';
import type { LocalCloud } from '../src/cloud.ts';
import { loadOperations } from '../src/core/late-operations.ts';
import { loadModel, type OperationModel, type ServiceModel } from '../src/sdk/schemas.ts';
import { Chance } from './chance.ts';
import { randomInput } from './inputs.ts';
import { send } from './send.ts';
import { cborOf, requestOf, type Wire } from './wire.ts';
import { KNOWN, makeWhatIsNamed, type OpenCloud, openCloud } from './world.ts';

/** What came of many requests. */
export interface Outcome {
  requests: number;
  readonly statuses: Map<number, number>;
  /** Requests that were answered with an error of the cloud's own, or changed it though refused. */
  readonly failures: string[];
  /** The most that one request took of the processor, in milliseconds, and what it was. */
  slowest: { readonly ms: number; readonly request: string };
}

/** What is named in requests is made anew after so many of them, and the cloud after so many more. */
const WORLD = 25;
const CLOUD = 500;
/** Every so many requests, what all the other services hold is looked at as well. */
const ALL = 10;

/**
 * Sends a service so many requests, as many to each of its operations, and looks after each refused
 * one that the service, and now and then all of them, hold what they held before.
 */
export async function fuzzService(sdkId: string, requests: number, seed: string): Promise<Outcome> {
  const outcome: Outcome = {
    ...{ requests: 0, statuses: new Map(), failures: [], slowest: { ms: 0, request: '' } },
  };
  const model = await loadModel(sdkId);
  const chance = new Chance(`${seed} ${sdkId}`);
  for (let sent = 0; sent < requests; sent += CLOUD) {
    const open = openCloud(`${seed} ${sdkId} ${sent}`);
    const run = new Run(open, model, chance, outcome);
    await run.send(Math.min(CLOUD, requests - sent));
    await open.close();
  }
  return outcome;
}

class Run {
  readonly #open: OpenCloud;
  readonly #model: ServiceModel;
  readonly #chance: Chance;
  readonly #outcome: Outcome;
  readonly #operations: readonly OperationModel[];

  constructor(open: OpenCloud, model: ServiceModel, chance: Chance, outcome: Outcome) {
    this.#open = open;
    this.#model = model;
    this.#chance = chance;
    this.#outcome = outcome;
    const names = Object.keys(open.cloud.services.get(model.sdkId)!.operations);
    this.#operations = names.map((name) => model.operations.get(name)!);
  }

  async send(requests: number): Promise<void> {
    await loadOperations(this.#open.cloud.services.get(this.#model.sdkId)!);
    for (let sent = 0; sent < requests; sent++) {
      if (sent % WORLD === 0) await makeWhatIsNamed(this.#open.cloud);
      await this.#one(this.#operations[this.#outcome.requests % this.#operations.length]!);
    }
  }

  async #one(operation: OperationModel): Promise<void> {
    const { cloud, problems, report } = this.#open;
    const service = cloud.services.get(this.#model.sdkId)!;
    const input = randomInput(service, operation, KNOWN, this.#chance);
    const wire = this.#wire(operation, input);
    // What earlier requests have set going changes things, too.
    await cloud.clock.idle();
    const looksAtAll = this.#outcome.requests % ALL === 0;
    const looked = looksAtAll ? [...cloud.services.keys()] : [this.#model.sdkId];
    const before = stateOf(cloud, looked);
    const start = process.threadCpuUsage();
    const { status, body } = await send(cloud, this.#model, wire, report);
    const { user, system } = process.threadCpuUsage(start);
    this.#outcome.requests++;
    this.#outcome.statuses.set(status, (this.#outcome.statuses.get(status) ?? 0) + 1);
    const request = `${operation.name} ${JSON.stringify(input).slice(0, 400)}`;
    const ms = (user + system) / 1000;
    if (ms > this.#outcome.slowest.ms) this.#outcome.slowest = { ms, request };
    if (status >= 500 && status !== 501) this.#fail(request, problems.shift() ?? body);
    // One that is throttled counts in the metrics of its function.
    const mayChange = status < 400 || status === 429;
    const change = mayChange ? undefined : difference(before, stateOf(cloud, looked));
    if (change !== undefined) this.#fail(request, `${status}, but ${change} has changed: ${body}`);
    for (const problem of problems.splice(0)) if (isOwn(problem)) this.#fail(request, problem);
  }

  #wire(operation: OperationModel, input: object): Wire {
    const isRest = this.#model.protocol.getShapeId().includes('rest');
    const inCbor = !isRest && this.#chance.is(0.15);
    return inCbor
      ? cborOf(this.#model, operation, input)
      : requestOf(this.#model, operation, input);
  }

  #fail(request: string, what: string): void {
    this.#outcome.failures.push(`${this.#model.sdkId} ${request}\n    ${what.slice(0, 600)}`);
  }
}

function stateOf(cloud: LocalCloud, services: readonly string[]): unknown {
  return Object.fromEntries(services.map((id) => [id, cloud.services.get(id)!.state?.save()]));
}

/** The way to the first thing in which two states differ. */
function difference(before: unknown, after: unknown): string | undefined {
  if (isDeepStrictEqual(before, after)) return undefined;
  if (!isContainer(before) || !isContainer(after)) return `, ${JSON.stringify(before)} before,`;
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const inside = difference(before[name], after[name]);
    if (inside !== undefined) return `${name}.${inside}`;
  }
  return 'the order';
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** An error of the program, and not one that a person is told of. */
function isOwn(problem: string): boolean {
  return /\b(?:Type|Range|Reference|Syntax|Internal)Error\b/.test(problem);
}
