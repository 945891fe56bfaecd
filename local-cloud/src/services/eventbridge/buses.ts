import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';

/** An event bus of the account. Dates are cloud time in milliseconds. */
export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly created: number;
  readonly tags: Map<string, string>;
}

const SAVED = z.array(
  shape<EventBus>({
    name: z.string(),
    arn: z.string(),
    description: z.string().optional(),
    created: z.number(),
    tags: z.map(z.string(), z.string()),
  }),
);

/** The bus that every account has, and that AWS's own services put their events on. */
export const DEFAULT_BUS = 'default';

export class Buses implements State {
  readonly #cloud: Cloud;
  readonly #buses = new Map<string, EventBus>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.add(DEFAULT_BUS, undefined);
  }

  arn(name: string): string {
    return `arn:aws:events:${this.#cloud.region}:${this.#cloud.accountId}:event-bus/${name}`;
  }

  /** The name of the bus that is given by name or ARN; the default bus where none is. */
  nameOf(bus = DEFAULT_BUS): string {
    const prefix = this.arn('');
    return bus.startsWith(prefix) ? bus.slice(prefix.length) : bus;
  }

  find(bus: string | undefined): EventBus | undefined {
    return this.#buses.get(this.nameOf(bus));
  }

  /** @throws ResourceNotFoundException */
  get(bus: string | undefined): EventBus {
    const found = this.find(bus);
    if (found !== undefined) return found;
    throw new AwsError(
      'ResourceNotFoundException',
      `Event bus ${this.nameOf(bus)} does not exist.`,
    );
  }

  add(name: string, description: string | undefined): EventBus {
    const bus: EventBus = {
      name,
      arn: this.arn(name),
      description,
      created: this.#cloud.clock.now(),
      tags: new Map(),
    };
    this.#buses.set(name, bus);
    return bus;
  }

  delete(name: string): void {
    this.#buses.delete(name);
  }

  /** By name. */
  all(): EventBus[] {
    return [...this.#buses.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(): Json {
    return toJson(this.all());
  }

  load(json: Json): void {
    for (const bus of fromJson(json, SAVED)) this.#buses.set(bus.name, bus);
  }
}
