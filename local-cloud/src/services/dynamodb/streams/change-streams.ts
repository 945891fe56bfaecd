import type { KeySchemaElement, StreamViewType } from '@aws-sdk/client-dynamodb';
import type { Cloud } from '../../../core/service.ts';
import { ChangeStream, type SavedStream } from './change-stream.ts';

/** The table that a stream is of. */
interface Source {
  readonly name: string;
  readonly arn: string;
  readonly keySchema: readonly KeySchemaElement[];
}

/**
 * The streams of the account's tables, also of tables that are deleted: what was written can be read
 * for a day. Tells those who wait for records.
 */
export class ChangeStreams {
  readonly #cloud: Cloud;
  /** By ARN. */
  readonly #streams = new Map<string, ChangeStream>();
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** A new stream, which takes records from now on. */
  open({ name, arn, keySchema }: Source, viewType: StreamViewType): ChangeStream {
    this.#forgetGone();
    const { clock, random } = this.#cloud;
    const now = clock.now();
    return this.#add({
      ...{ tableName: name, tableArn: arn, viewType, keySchema, createdAt: now },
      label: this.#newLabel(arn, now),
      mark: BigInt(now) * 10_000n + BigInt(Math.floor(random.float() * 10_000)),
    });
  }

  find(arn: string): ChangeStream | undefined {
    const stream = this.#streams.get(arn);
    return stream?.isGone ? undefined : stream;
  }

  /** In the order of their ARNs. */
  all(): ChangeStream[] {
    this.#forgetGone();
    return [...this.#streams.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  /** Calls the listener whenever a stream has got records, or was closed, until told to stop. */
  onArrival(streamArn: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(streamArn) ?? new Set();
    this.#listeners.set(streamArn, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(streamArn);
    };
  }

  save(): SavedStream[] {
    return this.all().map((stream) => stream.save());
  }

  load(saved: readonly SavedStream[]): void {
    for (const { closedAt, last, records, ...origin } of saved) {
      this.#add(origin).load({ closedAt, last, records, ...origin });
    }
  }

  #add(origin: ChangeStream['origin']): ChangeStream {
    const stream = new ChangeStream(origin, this.#cloud, ({ arn }) => this.#tell(arn));
    this.#streams.set(stream.arn, stream);
    return stream;
  }

  /** `2026-01-31T12:00:00.000`: when it was asked for; two of one millisecond differ all the same. */
  #newLabel(tableArn: string, now: number): string {
    for (let time = now; ; time++) {
      const label = new Date(time).toISOString().slice(0, -1);
      if (!this.#streams.has(`${tableArn}/stream/${label}`)) return label;
    }
  }

  #tell(arn: string): void {
    for (const listener of [...(this.#listeners.get(arn) ?? [])]) listener();
  }

  #forgetGone(): void {
    for (const [arn, { isGone }] of this.#streams) if (isGone) this.#streams.delete(arn);
  }
}
