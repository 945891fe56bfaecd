import type { ReplayDestination, ReplayState } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { Later } from '../../core/later.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { nextTurn } from '../../core/turns.ts';
import { type Archives, eventIn } from './archives.ts';
import type { Rule } from './rules.ts';

/** A replay of an archive. Dates are cloud time in milliseconds. */
export interface Replay {
  readonly name: string;
  readonly description: string | undefined;
  /** The name of its archive. */
  readonly archive: string;
  readonly destination: ReplayDestination;
  /** Of the events: those whose time is not before the first and is before the second. */
  readonly from: number;
  readonly until: number;
  readonly started: number;
  state: ReplayState;
  reason: string | undefined;
  /** The time of the event that was replayed last. */
  last: number | undefined;
  ended: number | undefined;
}

const SAVED = z.array(
  shape<Replay>({
    name: z.string(),
    description: z.string().optional(),
    archive: z.string(),
    destination: given<ReplayDestination>(),
    from: z.number(),
    until: z.number(),
    started: z.number(),
    state: z.custom<ReplayState>(),
    reason: z.string().optional(),
    last: z.number().optional(),
    ended: z.number().optional(),
  }),
);

/** Cloud time in milliseconds until a replay runs, or is cancelled. */
const PREPARES = 1_000;
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html */
const MOST_ACTIVE = 10;

/** Puts an event on the bus of that name, for those rules. */
type Publish = (bus: string, event: JsonObject, isFor: (rule: Rule) => boolean) => Promise<void>;

/** The replays of all archives. */
export class Replays implements State {
  readonly archives: Archives;
  readonly #cloud: Cloud;
  readonly #publish: Publish;
  readonly #replays = new Map<string, Replay>();
  /** The names of those that are to begin or to be cancelled. */
  readonly due: Later<string>;

  constructor(cloud: Cloud, archives: Archives, publish: Publish) {
    this.archives = archives;
    this.#cloud = cloud;
    this.#publish = publish;
    this.due = new Later(cloud.clock, 'Next step of a replay of EventBridge', z.string(), (name) =>
      this.#goOn(this.#replays.get(name)!),
    );
  }

  arn(name: string): string {
    return `arn:aws:events:${this.#cloud.region}:${this.#cloud.accountId}:replay/${name}`;
  }

  /** @throws ResourceNotFoundException */
  get(name: string): Replay {
    const found = this.#replays.get(name);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `Replay ${name} does not exist.`);
  }

  /** @throws ResourceAlreadyExistsException, LimitExceededException */
  start(
    asked: Pick<Replay, 'name' | 'description' | 'archive' | 'destination' | 'from' | 'until'>,
  ) {
    if (this.#replays.has(asked.name)) {
      throw new AwsError('ResourceAlreadyExistsException', `Replay ${asked.name} already exists.`);
    }
    if (this.all().filter(isActive).length >= MOST_ACTIVE) {
      throw new AwsError(
        'LimitExceededException',
        'The requested resource exceeds the maximum number allowed.',
      );
    }
    const replay: Replay = {
      ...asked,
      started: this.#cloud.clock.now(),
      state: 'STARTING',
      reason: undefined,
      last: undefined,
      ended: undefined,
    };
    this.#replays.set(replay.name, replay);
    this.due.add(replay.name, PREPARES);
    return replay;
  }

  /** @throws IllegalStatusException for one that is over, or about to be cancelled */
  cancel(name: string): Replay {
    const replay = this.get(name);
    if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') {
      throw new AwsError(
        'IllegalStatusException',
        `Replay ${name} is not in a valid state for this operation.`,
      );
    }
    replay.state = 'CANCELLING';
    this.due.add(name, PREPARES);
    return replay;
  }

  /** By name. */
  all(): Replay[] {
    return [...this.#replays.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(): Json {
    return toJson(this.all());
  }

  load(json: Json): void {
    for (const replay of fromJson(json, SAVED)) this.#replays.set(replay.name, replay);
  }

  /** Those that were under way go on: what had the same time as the last event comes again. */
  resume(): void {
    for (const replay of this.all()) if (replay.state === 'RUNNING') this.#begin(replay);
  }

  #goOn(replay: Replay): void {
    if (replay.state === 'CANCELLING') this.#end(replay, 'CANCELLED');
    if (replay.state !== 'STARTING') return;
    replay.state = 'RUNNING';
    this.#begin(replay);
  }

  #begin(replay: Replay): void {
    this.#cloud.background(`The replay ${replay.name}`, () => this.#run(replay));
  }

  /** One event after the other, by their times; others have their turn between them. */
  async #run(replay: Replay): Promise<void> {
    const archive = this.archives.find(replay.archive);
    if (archive === undefined) {
      this.#end(replay, 'FAILED', `Archive ${replay.archive} does not exist.`);
      return;
    }
    const { FilterArns = [] } = replay.destination;
    const isFor = ({ arn }: Rule) => FilterArns.length === 0 || FilterArns.includes(arn);
    const from = replay.last ?? replay.from;
    for (const archived of archive.events.from(({ time }) => time < from)) {
      if (archived.time >= replay.until || isCancelled(replay)) break;
      await this.#publish(archive.bus, named(eventIn(archived), replay.name), isFor);
      replay.last = archived.time;
      await nextTurn();
    }
    if (!isCancelled(replay)) this.#end(replay, 'COMPLETED');
  }

  #end(replay: Replay, state: ReplayState, reason?: string): void {
    Object.assign(replay, { state, reason, ended: this.#cloud.clock.now() });
  }
}

function isActive({ ended }: Replay): boolean {
  return ended === undefined;
}

function isCancelled({ state }: Replay): boolean {
  return state === 'CANCELLING' || state === 'CANCELLED';
}

/** The event as a replay puts it on the bus. */
function named({ resources, detail, ...event }: JsonObject, replay: string): JsonObject {
  return { ...event, 'replay-name': replay, resources: resources!, detail: detail! };
}
