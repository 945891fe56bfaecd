import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { type Age, type Forgettable, type Forgotten, Keep } from '../../core/keep.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { noSuchLogGroup, validation } from './errors.ts';
import { LogGroup, SAVED_GROUP } from './log-group.ts';
import { type LogEvent, type LogStream, memoryOf, sizeOf } from './log-stream.ts';

export interface ResourcePolicy {
  readonly document: string;
  readonly updatedAt: number;
}

/** What goes at once, where room is made. */
interface Part extends Age {
  readonly stream: LogStream;
}

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
    this.#keep.took(this.bytes);
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

  /** Has a stream take events in, which are in the order of their ids. */
  add(stream: LogStream, events: readonly LogEvent[]): void {
    stream.add(events);
    const size = events.reduce((sum, event) => sum + sizeOf(event), 0);
    this.#keep.took(memoryOf({ count: events.length, size }));
  }

  /** What is there now that retention and deletions took their part. */
  get bytes(): number {
    for (const group of this.#groups.values()) group.expire();
    return this.#streams().reduce((total, { events }) => total + memoryOf(events), 0);
  }

  ages(): readonly Part[] {
    const parts = this.#streams().flatMap((stream) =>
      stream.events.segments.map((segment) => {
        return { stream, since: segment.last.ingestedAt, bytes: memoryOf(segment) };
      }),
    );
    return parts.sort((a, b) => a.since - b.since);
  }

  forget(count: number): Forgotten {
    const gone = { count: 0, bytes: 0 };
    for (const { stream } of this.ages().slice(0, count)) {
      const [segment] = stream.events.segments;
      stream.events.dropSegments(1);
      gone.count += segment!.count;
      gone.bytes += memoryOf(segment!);
    }
    return gone;
  }

  #streams(): LogStream[] {
    return [...this.#groups.values()].flatMap((group) => [...group.streams.values()]);
  }
}

/** The name in `arn:aws:logs:...:log-group:<name>` or `...:<name>:*`, or the name itself. */
export function groupName(identifier: string | undefined): string {
  const match = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)(?::\*)?$/.exec(identifier ?? '');
  return match?.[1] ?? identifier ?? '';
}
