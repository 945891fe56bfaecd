import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { noSuchLogGroup } from './errors.ts';
import { LogGroup, SAVED_GROUP } from './log-group.ts';
import type { LogStream } from './log-stream.ts';

/** All messages together may take this many bytes; beyond it the oldest batches are dropped, */
const MAX_STORED_BYTES = 32 * 1024 * 1024;
/** until there is room for this many more. */
const ROOM = MAX_STORED_BYTES / 8;

export interface ResourcePolicy {
  readonly document: string;
  readonly updatedAt: number;
}

interface Batch {
  readonly stream: LogStream;
  readonly count: number;
}

const SAVED = z.strictObject({
  groups: z.array(SAVED_GROUP),
  resourcePolicies: z.map(
    z.string(),
    shape<ResourcePolicy>({ document: z.string(), updatedAt: z.number() }),
  ),
  sequence: z.number(),
});

/** The log groups of the account, and its policies for log delivery. */
export class LogStore implements State {
  readonly cloud: Cloud;
  readonly resourcePolicies = new Map<string, ResourcePolicy>();
  readonly #groups = new Map<string, LogGroup>();
  /** In the order they came in. */
  readonly #batches = new Set<Batch>();
  /** At most this much is stored; less, once events expired or were deleted. */
  #bytes = 0;
  #sequence = 0;

  constructor(cloud: Cloud) {
    this.cloud = cloud;
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
    for (const stream of streams) this.took(stream, stream.events.length, stream.bytes);
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

  /** Accounts for events that a stream took in, and keeps the whole within its bounds. */
  took(stream: LogStream, count: number, bytes: number): void {
    this.#batches.add({ stream, count });
    this.#bytes += bytes;
    if (this.#bytes <= MAX_STORED_BYTES) return;
    this.#bytes = this.#storedBytes();
    if (this.#bytes > MAX_STORED_BYTES) this.#makeRoom();
  }

  #makeRoom(): void {
    for (const batch of this.#batches) {
      if (this.#bytes <= MAX_STORED_BYTES - ROOM) break;
      const before = batch.stream.bytes;
      batch.stream.dropOldest(batch.count);
      this.#bytes -= before - batch.stream.bytes;
      this.#batches.delete(batch);
    }
  }

  /** What is there now that retention and deletions took their part. */
  #storedBytes(): number {
    return this.groups().reduce((total, group) => total + group.storedBytes, 0);
  }
}

/** The name in `arn:aws:logs:...:log-group:<name>` or `...:<name>:*`, or the name itself. */
export function groupName(identifier: string | undefined): string {
  const match = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)(?::\*)?$/.exec(identifier ?? '');
  return match?.[1] ?? identifier ?? '';
}
