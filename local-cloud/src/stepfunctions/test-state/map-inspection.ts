import type { Json } from '../../json.ts';
import type { MapItem } from '../execution/context.ts';
import { all, chain, type Eventually } from '../execution/eventually.ts';
import { runtimeError } from '../execution/failure.ts';
import type { Payload } from '../execution/payload.ts';
import type { Strand } from '../execution/strand.ts';
import type { MapState } from '../language/definition.ts';
import { compileItems, type Items, itemsOf } from '../states/map/items.ts';
import { compileItemSelector } from '../states/map/selector.ts';
import { compileSetting } from '../states/map/settings.ts';
import { inputSelector } from '../states/output.ts';

/** What a Map's own fields came to, as TestState reports it. */
export interface MapInspection {
  /** What the ItemReader is to have read. */
  readonly readerData: Json | undefined;
  /** How many iterations are to have failed. */
  readonly failures: number;
  afterItemsPath?: Json;
  afterItemSelector?: Json;
  maxConcurrency?: number;
  toleratedFailureCount?: number;
  toleratedFailurePercentage?: number;
  /** Whether more iterations failed than the Map tolerates; where it tolerates a number at all. */
  failed?: () => boolean;
}

/** Evaluates everything of a Map up to its iterations, and notes it in `seen`. */
export function mapInspector(
  state: MapState,
  seen: MapInspection,
): (strand: Strand) => Eventually<unknown> {
  const select = inputSelector(state);
  const readItems = state.ItemReader ? readFrom(seen.readerData) : compileItems(state);
  const itemInput = compileItemSelector(state);
  const selects = state.ItemSelector !== undefined || state.Parameters !== undefined;
  const settings = [
    compileSetting(state, 'MaxConcurrency'),
    compileSetting(state, 'ToleratedFailureCount'),
    compileSetting(state, 'ToleratedFailurePercentage', 'float'),
  ];
  return (strand) => {
    const input = select(strand);
    return chain(readItems(strand, input), (items) => {
      const values = listed(items);
      requireArray(state, items);
      if (state.QueryLanguage === 'JSONPath' && !state.ItemReader) seen.afterItemsPath = values;
      const inputs = selects ? all(values.map(selected)) : undefined;
      return chain(inputs ?? [], (payloads) => {
        if (inputs) seen.afterItemSelector = payloads.map(({ value }) => value);
        return chain(
          all(settings.map((setting) => setting(strand, input))),
          ([most, count, percentage]) => {
            seen.maxConcurrency = most ?? 0;
            if (count !== undefined) seen.toleratedFailureCount = count;
            if (percentage !== undefined) seen.toleratedFailurePercentage = percentage;
            seen.failed = () => tooMany(seen, items.length);
            return undefined;
          },
        );
      });

      function selected(value: Json, Index: number): Eventually<Payload> {
        const key = items.key(Index);
        const item: MapItem = { Index, Value: value, ...(key !== undefined && { Key: key }) };
        return itemInput(strand, input, item);
      }
    });
  };
}

function readFrom(data: Json | undefined): (strand: Strand, input: Payload) => Items {
  return () => itemsOf(data ?? []) ?? { length: 0, value: () => null, key: () => undefined };
}

/** Recorded: under test the items of a JSONPath Map are an array; a path into the context object loses a `$`. */
function requireArray({ QueryLanguage, ItemsPath = '$' }: MapState, items: Items): void {
  if (QueryLanguage === 'JSONata' || items.length === 0) return;
  if (items.key(0) === undefined) return;
  throw runtimeError(`Reference path "${ItemsPath.replace('$$', () => '$')}" must point to array.`);
}

function listed(items: Items): Json[] {
  return Array.from({ length: items.length }, (_, index) => items.value(index));
}

/** Recorded: without a tolerated count or percentage a Map under test tolerates every failure. */
function tooMany(seen: MapInspection, iterations: number): boolean {
  const { failures, toleratedFailureCount: count, toleratedFailurePercentage: percentage } = seen;
  if (count !== undefined && failures > count) return true;
  return percentage !== undefined && failures * 100 > percentage * iterations;
}
