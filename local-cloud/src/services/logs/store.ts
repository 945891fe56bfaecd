import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { type Age, type Forgettable, type Forgotten, Keep } from '../../core/keep.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { noSuchLogGroup, validation } from './errors.ts';
import { LogGroup, SAVED_GROUP } from './log-group.ts';
import { type LogEvent, type LogStream, memoryOf } from './log-stream.ts';

export interface ResourcePolicy {
  readonly document: string;
  readonly updatedAt: number;
}

/** What came in at once. */
interface Batch extends Age {
  readonly stream: LogStream;
  /** Of its last event. */
  readonly lastId: string;
}

/** Below so many batches it is not worth looking which of them are gone. */
const FEW = 1024;

const SAVED = z.strictObject({
  groups: z.array(SAVED_GROUP),
  resourcePolicies: z.map(
    z.string(),
    shape<ResourcePolicy>({ document: z.string(), updatedAt: z.number() }),
  ),
  sequence: z.number(),
});

interface Named {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** The log groups of the account, and its policies for log delivery. */
export class LogStore implements State, Forgettable {
  readonly things = 'log events';
  readonly cloud: Cloud;
  readonly resourcePolicies = new Map<string, ResourcePolicy>();
  readonly #groups = new Map<string, LogGroup>();
  readonly #keep: Keep;
  /** In the order they came in; events of the first ones may have expired or been deleted. */
  #batches: Batch[] = [];
  #lookAt = FEW;
  #sequence = 0;

  constructor(cloud: Cloud, keep = new Keep()) {
    this.cloud = cloud;
    this.#keep = keep;
    keep.add(this);
  }

  save(): Json {
    const groups = this.groups().map((group) => group.save());
    return toJson({ groups, resourcePolicies: this.resourcePolicies, sequence: this.#sequence });
  }

  load(json: Json): void {
    const { groups, resourcePolicies, sequence } = fromJson(json, SAVED);
    this.#sequence = sequence;
    for (const [name, policy] of resourcePolicies) this.resourcePolicies.set(name, policy);
    for (const saved of groups) this.create(saved.name, saved.settings).load(saved);
    const streams = this.groups().flatMap((group) => [...group.streams.values()]);
    for (const stream of streams) this.took(stream, stream.events);
  }

  create(name: string, settings: LogGroup['settings']): LogGroup {
    const group = new LogGroup(name, this.groupArn(name), settings, this.cloud.clock);
    this.#groups.set(name, group);
    return group;
  }

  find(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  /** By name or ARN. Throws ResourceNotFoundException. */
  get(identifier: string | undefined): LogGroup {
    const group = this.#groups.get(groupName(identifier));
    if (group === undefined) throw noSuchLogGroup();
    return group;
  }

  /** By the one of the two that a request has. Throws also ValidationException for both. */
  named({ logGroupName: name, logGroupIdentifier: identifier }: Named): LogGroup {
    if (name === undefined || identifier === undefined) return this.get(name ?? identifier);
    throw validation('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  }

  delete(group: LogGroup): void {
    for (const stream of group.streams.values()) stream.clear();
    this.#groups.delete(group.name);
  }

  groups(): LogGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  groupArn(name: string): string {
    return `arn:aws:logs:${this.cloud.region}:${this.cloud.accountId}:log-group:${name}`;
  }

  /** A number for each event, in the order they came in. */
  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  /** Events that a stream took in, in the order of their ids. */
  took(stream: LogStream, events: readonly LogEvent[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    if (this.#batches.length >= this.#lookAt) this.#clear();
    const bytes = events.reduce((sum, event) => sum + memoryOf(event), 0);
    this.#batches.push({ stream, since: last.ingestedAt, lastId: last.id, bytes });
    this.#keep.took(bytes);
  }

  /** What is there now that retention and deletions took their part. */
  get bytes(): number {
    for (const group of this.#groups.values()) group.expire();
    const streams = this.groups().flatMap((group) => [...group.streams.values()]);
    return streams.reduce((total, stream) => total + stream.memory, 0);
  }

  ages(): Iterable<Age> {
    return this.#batches;
  }

  forget(count: number): Forgotten {
    const lastIds = new Map<LogStream, string>();
    for (const { stream, lastId } of this.#batches.splice(0, count)) {
      if (lastId > (lastIds.get(stream) ?? '')) lastIds.set(stream, lastId);
    }
    const gone = { count: 0, bytes: 0 };
    for (const [stream, lastId] of lastIds) {
      gone.count += stream.events.length;
      gone.bytes += stream.memory;
      stream.dropUntil(lastId);
      gone.count -= stream.events.length;
      gone.bytes -= stream.memory;
    }
    return gone;
  }

  /** Lets go of batches of which nothing is there any more. */
  #clear(): void {
    this.#batches = this.#batches.filter(
      ({ stream, lastId }) => stream.events.length > 0 && lastId >= stream.events[0]!.id,
    );
    this.#lookAt = Math.max(FEW, 2 * this.#batches.length);
  }
}

/** The name in `arn:aws:logs:...:log-group:<name>` or `...:<name>:*`, or the name itself. */
export function groupName(identifier: string | undefined): string {
  const match = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)(?::\*)?$/.exec(identifier ?? '');
  return match?.[1] ?? identifier ?? '';
}
