import type { KeySchemaElement, StreamViewType } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { PackedList } from '../../../core/packed-list.ts';
import type { Cloud } from '../../../core/service.ts';
import { given, shape } from '../../../core/state.ts';
import { equalItems, type Item } from '../values/attribute-value.ts';
import { type PackedItem, packed } from '../values/packed-item.ts';
import { itemSize } from '../values/size.ts';

/**
 * How long a record can be read, in milliseconds.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export const RETENTION = 24 * 60 * 60 * 1000;
/** A stream holds so many bytes of records: beyond them the oldest go before their time. */
const MOST_BYTES = 256 * 2 ** 20;
/** What a record takes besides its items, in bytes. */
const OVERHEAD = 100;

/** A change of one item, as it is kept. */
export interface StoredRecord {
  /** 1 is the stream's first. */
  readonly index: number;
  /** When it was made, in milliseconds. */
  readonly at: number;
  readonly id: string;
  readonly name: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys: PackedItem;
  readonly newImage?: PackedItem | undefined;
  readonly oldImage?: PackedItem | undefined;
  /** Of all three. */
  readonly bytes: number;
  /** Time to live has removed the item. */
  readonly isExpiry: boolean;
}

/** What a record is found by. */
type RecordKey = Pick<StoredRecord, 'index' | 'at'>;

/** What a stream is from its beginning. */
export interface StreamOrigin {
  readonly tableName: string;
  readonly tableArn: string;
  readonly label: string;
  readonly viewType: StreamViewType;
  readonly keySchema: readonly KeySchemaElement[];
  /** In milliseconds. */
  readonly createdAt: number;
  /** In what its sequence numbers end: no other stream's do. */
  readonly mark: bigint;
}

export interface SavedStream extends StreamOrigin {
  readonly closedAt: number | undefined;
  readonly last: number;
  readonly records: readonly StoredRecord[];
}

const packedItem = z.custom<PackedItem>((value) => typeof value === 'string');

export const SAVED_STREAM = shape<SavedStream>({
  tableName: z.string(),
  tableArn: z.string(),
  label: z.string(),
  viewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']),
  keySchema: z.array(given<KeySchemaElement>()),
  createdAt: z.number(),
  mark: z.bigint(),
  closedAt: z.number().optional(),
  last: z.number(),
  records: z.array(
    shape<StoredRecord>({
      index: z.number(),
      at: z.number(),
      id: z.string(),
      name: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
      keys: packedItem,
      newImage: packedItem.optional(),
      oldImage: packedItem.optional(),
      bytes: z.number(),
      isExpiry: z.boolean(),
    }),
  ),
});

/** Sequence numbers are so far apart. */
const STEP = 10n ** 20n;

/**
 * The changes of one table's items in the order in which they were made, in one shard, until they are
 * older than a day.
 */
export class ChangeStream {
  readonly origin: StreamOrigin;
  readonly arn: string;
  readonly shardId: string;
  readonly #cloud: Pick<Cloud, 'clock' | 'random'>;
  readonly #mostBytes: number;
  /** Called when there is something new to read, or never will be. */
  readonly #tell: () => void;
  readonly #records = new PackedList<StoredRecord, RecordKey>(
    ({ index, at }) => ({ index, at }),
    ({ bytes }) => bytes + OVERHEAD,
  );
  /** The index of the last record that there ever was; 0: none yet. */
  #last = 0;
  #closedAt: number | undefined;

  constructor(
    origin: StreamOrigin,
    cloud: Pick<Cloud, 'clock' | 'random'>,
    tell: (stream: ChangeStream) => void,
    mostBytes = MOST_BYTES,
  ) {
    this.#mostBytes = mostBytes;
    this.origin = origin;
    this.arn = `${origin.tableArn}/stream/${origin.label}`;
    const hex = (origin.mark % 2n ** 32n).toString(16).padStart(8, '0');
    this.shardId = `shardId-${String(origin.createdAt).padStart(20, '0')}-${hex}`;
    this.#cloud = cloud;
    this.#tell = () => tell(this);
  }

  /** When it was disabled, or its table deleted; undefined: it takes records. */
  get closedAt(): number | undefined {
    return this.#closedAt;
  }

  /** Nothing of it can be read any more. */
  get isGone(): boolean {
    return this.#closedAt !== undefined && this.#closedAt <= this.#horizon;
  }

  /** The index of the record that is written next. */
  get next(): number {
    return this.#last + 1;
  }

  /** The index of the oldest record that can be read, or of the next one. */
  get oldest(): number {
    this.#expire();
    return this.#records.first?.index ?? this.next;
  }

  /** A change that leaves an item as it was makes no record. */
  record(before: Item | undefined, after: Item | undefined, isExpiry = false): void {
    const name = nameOf(before, after);
    if (name === undefined) return;
    const { viewType, keySchema } = this.origin;
    const image = (after ?? before)!;
    const keys = Object.fromEntries(
      keySchema.map(({ AttributeName: key }) => [key!, image[key!]!]),
    );
    const newImage = viewType.startsWith('NEW') ? after : undefined;
    const oldImage = viewType.includes('OLD') ? before : undefined;
    const images = [keys, newImage, oldImage].filter((item) => item !== undefined);
    this.#last += 1;
    this.#records.push({
      ...{ index: this.#last, at: this.#cloud.clock.now(), name, isExpiry },
      id: Buffer.from(this.#cloud.random.bytes(16)).toString('hex'),
      keys: packed(keys),
      newImage: newImage && packed(newImage),
      oldImage: oldImage && packed(oldImage),
      bytes: images.reduce((sum, item) => sum + itemSize(item), 0),
    });
    this.#expire();
    this.#tell();
  }

  /** The records from this index on. */
  from(position: number): Iterable<StoredRecord> {
    return this.#records.from(({ index }) => index < position);
  }

  close(): void {
    this.#closedAt = this.#cloud.clock.now();
    this.#tell();
  }

  /** 0 stands for the beginning of the shard, which no record has. */
  sequenceNumber(index: number): string {
    return String(BigInt(index + 1) * STEP + this.origin.mark);
  }

  /** Undefined: it is of no record that this stream could ever have. */
  indexOf(sequenceNumber: string): number | undefined {
    if (!/^\d{21,40}$/.test(sequenceNumber)) return undefined;
    const number = BigInt(sequenceNumber);
    return number % STEP === this.origin.mark ? Number(number / STEP) - 1 : undefined;
  }

  save(): SavedStream {
    const records = [...this.#records.from()];
    return { ...this.origin, closedAt: this.#closedAt, last: this.#last, records };
  }

  load({ closedAt, last, records }: SavedStream): void {
    this.#closedAt = closedAt;
    this.#last = last;
    for (const record of records) this.#records.push(record);
  }

  #expire(): void {
    const horizon = this.#horizon;
    this.#records.dropWhile(({ at }) => at <= horizon);
    if (this.#records.size > this.#mostBytes) this.#records.dropSegments(1);
  }

  get #horizon(): number {
    return this.#cloud.clock.now() - RETENTION;
  }
}

function nameOf(before: Item | undefined, after: Item | undefined) {
  if (before === undefined) return after === undefined ? undefined : 'INSERT';
  if (after === undefined) return 'REMOVE';
  return before === after || equalItems(before, after) ? undefined : 'MODIFY';
}
