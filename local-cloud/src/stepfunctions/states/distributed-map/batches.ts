import type { Json, JsonObject } from '../../../core/json.ts';
import type { Steps } from '../../../core/turns.ts';
import { chain, type Eventually, inTurn } from '../../execution/eventually.ts';
import { runtimeError } from '../../execution/failure.ts';
import { PAYLOAD_BYTES } from '../../execution/limits.ts';
import { type Payload, payloadOf } from '../../execution/payload.ts';
import { StrandScope } from '../../execution/scope.ts';
import type { Strand } from '../../execution/strand.ts';
import type { MapState } from '../../language/definition.ts';
import { template } from '../expressions.ts';
import { compileSetting } from '../map/settings.ts';

/** What one child execution is started with, and how many items that is. */
export interface Portion {
  readonly input: Payload;
  readonly items: number;
}

/** Puts items together for child executions, in steps where they are many. */
export type Batch = (items: readonly Payload[]) => Steps<Portion[]>;

/** Compiles `ItemBatcher`; without one, every item has a child of its own. */
export function compileBatcher(
  state: MapState,
): (strand: Strand, input: Payload) => Eventually<Batch> {
  const { ItemBatcher: batcher } = state;
  if (batcher === undefined) return () => singly;
  const settings = { ...batcher, QueryLanguage: state.QueryLanguage };
  const most = compileSetting(settings, 'MaxItemsPerBatch');
  const bytes = compileSetting(settings, 'MaxInputBytesPerBatch');
  const common = batchInput(batcher.BatchInput, state);
  return (strand, input) =>
    chain(
      inTurn<unknown>([
        () => most(strand, input),
        () => bytes(strand, input),
        () => common(strand, input),
      ]),
      ([count, size, shared]) =>
        batching(
          positive('MaxItemsPerBatch', count as number | undefined) ?? Number.POSITIVE_INFINITY,
          positive('MaxInputBytesPerBatch', size as number | undefined) ?? PAYLOAD_BYTES,
          shared as Json | undefined,
        ),
    );
}

function batchInput(
  fields: Json | undefined,
  state: MapState,
): (strand: Strand, input: Payload) => Eventually<Json | undefined> {
  if (fields === undefined) return () => undefined;
  const evaluate = template(fields, state.QueryLanguage, 'ItemBatcher/BatchInput');
  return (strand, input) => evaluate(new StrandScope(strand, input.value));
}

function positive(field: string, value: number | undefined): number | undefined {
  if (value === undefined || value > 0) return value;
  throw runtimeError(`${field} must be a positive integer.`);
}

function* singly(items: readonly Payload[]): Steps<Portion[]> {
  return items.map((input) => ({ input, items: 1 }));
}

/** So many items are put together in a step. */
const AT_ONCE = 5_000;

/** Fills each batch as far as both limits allow, with one item at least. */
function batching(most: number, bytes: number, shared: Json | undefined): Batch {
  const frame: JsonObject = shared === undefined ? {} : { BatchInput: shared };
  const overhead = Buffer.byteLength(JSON.stringify({ ...frame, Items: [] }));
  const close = (batch: readonly Payload[]): Portion => ({
    input: payloadOf({ ...frame, Items: batch.map(({ value }) => value) }),
    items: batch.length,
  });
  return function* (items) {
    const portions: Portion[] = [];
    let batch: Payload[] = [];
    let size = overhead;
    for (const [index, item] of items.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) yield;
      const needed = Buffer.byteLength(item.text) + (batch.length > 0 ? 1 : 0);
      if (batch.length > 0 && (batch.length >= most || size + needed > bytes)) {
        portions.push(close(batch));
        batch = [];
        size = overhead;
      }
      batch.push(item);
      size += needed;
    }
    if (batch.length > 0) portions.push(close(batch));
    return portions;
  };
}
