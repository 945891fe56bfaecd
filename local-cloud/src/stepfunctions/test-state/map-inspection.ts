import type { InspectionData } from '@aws-sdk/client-sfn';
import type { Json } from '../../core/json.ts';
import { inTurns } from '../../core/turns.ts';
import { inTurn } from '../execution/eventually.ts';
import { runtimeError } from '../execution/failure.ts';
import { type Payload, payloadOf } from '../execution/payload.ts';
import type { Strand } from '../execution/strand.ts';
import type { ItemReader, MapState } from '../language/definition.ts';
import { compileBatcher } from '../states/distributed-map/batches.ts';
import { parseItems, type ReaderConfig } from '../states/distributed-map/parse.ts';
import { compileTolerance, exceeded } from '../states/distributed-map/tolerance.ts';
import { arrayItems, compileItems, type Items } from '../states/map/items.ts';
import { compileItemSelector } from '../states/map/selector.ts';
import { compileCount } from '../states/map/settings.ts';
import { inputSelector } from '../states/output.ts';

/** What a Map's own fields came to, as `inspectionData` has it. */
export type MapFields = Pick<
  InspectionData,
  | 'afterItemsPath'
  | 'afterItemsPointer'
  | 'afterItemSelector'
  | 'afterItemBatcher'
  | 'maxConcurrency'
  | 'toleratedFailureCount'
  | 'toleratedFailurePercentage'
>;

/** What a test says of a Map's iterations, and what it noted. */
export interface MapTest {
  /** The text that the ItemReader is to have read. */
  readonly readerData: string | undefined;
  /** How many iterations are to have failed. */
  readonly failures: number;
  readonly seen: MapFields;
}

/**
 * Evaluates everything of a Map up to its iterations, and notes it. Tells whether more iterations
 * failed than the Map tolerates.
 */
export function inspectMap(
  state: MapState,
  test: MapTest,
): (strand: Strand) => Promise<{ readonly exceeded: boolean }> {
  const select = inputSelector(state);
  const itemsOf = itemSource(state, test);
  const inputsOf = iterationInputs(state, test.seen);
  const concurrency = compileCount(state, 'MaxConcurrency');
  const toleranceOf = compileTolerance(state);
  return async (strand) => {
    const input = select(strand);
    const items = await itemsOf(strand, input);
    await inputsOf(strand, input, items);
    test.seen.maxConcurrency = (await concurrency(strand, input)) ?? 0;
    const { count, percentage } = await toleranceOf(strand, input);
    if (count !== undefined) test.seen.toleratedFailureCount = count;
    if (percentage !== undefined) test.seen.toleratedFailurePercentage = percentage;
    // Recorded: a Map under test that tolerates no certain number tolerates all.
    const limited = count !== undefined || percentage !== undefined;
    return { exceeded: limited && exceeded({ count, percentage }, test.failures, items.length) };
  };
}

type ItemSource = (strand: Strand, input: Payload) => Promise<Items>;

function itemSource(state: MapState, { readerData, seen }: MapTest): ItemSource {
  if (state.ItemReader) return readerSource(state.ItemReader, state, readerData, seen);
  const itemsOf = compileItems(state);
  return async (strand, input) => {
    const items = await itemsOf(strand, input);
    if (state.QueryLanguage === 'JSONPath') {
      requireArray(state, items);
      seen.afterItemsPath = JSON.stringify(listed(items));
    }
    return items;
  };
}

/** Recorded: under test the items of a JSONPath Map are an array; a path into the context object loses a `$`. */
function requireArray({ ItemsPath = '$' }: MapState, items: Items): void {
  if (items.length === 0 || items.key(0) === undefined) return;
  throw runtimeError(`Reference path "${ItemsPath.replace('$$', () => '$')}" must point to array.`);
}

function readerSource(
  { ReaderConfig = {} }: ItemReader,
  { QueryLanguage }: MapState,
  data: string | undefined,
  seen: MapFields,
): ItemSource {
  const most = compileCount({ ...ReaderConfig, QueryLanguage }, 'MaxItems');
  return async (strand, input) => {
    const MaxItems = await most(strand, input);
    if (data === undefined) return arrayItems([]);
    const config = { InputType: 'JSON', ...ReaderConfig, MaxItems } as ReaderConfig;
    const items = (await inTurns(parseItems(data, config))).slice(0, MaxItems || undefined);
    if (config.ItemsPointer !== undefined) seen.afterItemsPointer = JSON.stringify(items);
    return arrayItems(items);
  };
}

type InputSource = (strand: Strand, input: Payload, items: Items) => Promise<void>;

/** What the iterations, or the batches of them, would be given. */
function iterationInputs(state: MapState, seen: MapFields): InputSource {
  const select = compileItemSelector(state);
  const batcher = compileBatcher(state);
  const selects = state.ItemSelector !== undefined || state.Parameters !== undefined;
  return async (strand, input, items) => {
    let payloads = listed(items).map((value) => payloadOf(value));
    if (selects) {
      const selected = payloads.map(
        ({ value: Value }, Index) =>
          () =>
            select(strand, input, { Index, Value }),
      );
      payloads = await inTurn(selected);
      seen.afterItemSelector = textOf(payloads);
    }
    if (state.ItemBatcher === undefined) return;
    const batch = await batcher(strand, input);
    seen.afterItemBatcher = textOf((await inTurns(batch(payloads))).map((work) => work.input));
  };
}

function listed(items: Items): Json[] {
  return Array.from({ length: items.length }, (_, index) => items.value(index));
}

function textOf(payloads: readonly Payload[]): string {
  return `[${payloads.map(({ text }) => text).join(',')}]`;
}
