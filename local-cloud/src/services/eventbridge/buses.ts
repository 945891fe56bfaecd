import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';

/** An event bus of the account. Dates are cloud time in milliseconds. */
export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  /** Nobody created the default bus: it has a date from the first change of its policy on. */
  created: number | undefined;
  /** Who else may use it: JSON. */
  policy: string | undefined;
  readonly tags: Map<string, string>;
}

const SAVED = z.array(
  shape<EventBus>({
    name: z.string(),
    arn: z.string(),
    description: z.string().optional(),
    created: z.number().optional(),
    policy: z.string().optional(),
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
    this.add(DEFAULT_BUS, undefined).created = undefined;
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

  /** The permission for an action on the bus, with the bus's own policy. */
  permission(action: string, bus: string | undefined): Permission {
    const policy = this.find(bus)?.policy;
    return {
      action: `events:${action}`,
      resource: this.arn(this.nameOf(bus)),
      ...(policy !== undefined && { resourcePolicy: policy }),
    };
  }

  /** @param policy JSON; undefined: nobody else may use it */
  setPolicy(bus: EventBus, policy: string | undefined): void {
    bus.created ??= this.#cloud.clock.now();
    bus.policy = policy;
  }

  add(name: string, description: string | undefined): EventBus {
    const bus: EventBus = {
      name,
      arn: this.arn(name),
      description,
      created: this.#cloud.clock.now(),
      policy: undefined,
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
