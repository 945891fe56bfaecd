import type { Clock } from '../../../core/clock.ts';
import { effort } from '../../../core/effort.ts';
import { inTurns, nextTurn, type Steps } from '../../../core/turns.ts';
import { StatesError } from '../../errors.ts';
import type { MapItem } from '../../execution/context.ts';
import { chain, type Eventually } from '../../execution/eventually.ts';
import {
  dataLimitExceeded,
  errorAndCause,
  type Failure,
  failureOf,
} from '../../execution/failure.ts';
import { oversized, type Payload } from '../../execution/payload.ts';
import { ENDED } from '../../execution/recorder.ts';
import type { Strand } from '../../execution/strand.ts';
import { holding } from '../../integrations/attempt.ts';
import type { MapState } from '../../language/definition.ts';
import { compileItems, type Items } from '../map/items.ts';
import { compileItemSelector } from '../map/selector.ts';
import type { Batch, Portion } from './batches.ts';
import type { ItemsRun } from './map-run.ts';
import { compileReader, type Dataset, type Read } from './reader.ts';

/** Where the items are: at hand, or in a dataset that is yet to be read. */
export type Source = Items | Read;

/** Compiles `ItemReader`, or else `ItemsPath` or `Items`: with a reader they are not looked at (recorded). */
export function compileSource(
  state: MapState,
): (strand: Strand, input: Payload) => Eventually<Source> {
  return state.ItemReader === undefined ? compileItems(state) : compileReader(state);
}

/** Makes the inputs of the child executions of the items of a source. */
export type Load = (
  strand: Strand,
  input: Payload,
  source: Source,
  batch: Batch,
) => Eventually<Portion[]>;

/** Compiles the way from a source to child executions: each item by `ItemSelector`, then batches. */
export function compileLoad(state: MapState): Load {
  const inputOf = compileItemSelector(state);
  return (strand, input, source, batch) => {
    const sized = sizedFor(strand);
    const prepare = (items: Items): Eventually<Portion[]> => {
      const give = (index: number) => chain(inputOf(strand, input, itemAt(items, index)), sized);
      const { clock } = strand.run.ports;
      return chain(inPortions(clock, items.length, give), (inputs) =>
        batched(clock, batch(inputs)),
      );
    };
    return typeof source === 'function'
      ? source().then((dataset) => prepare(read(dataset)))
      : prepare(source);
  };
}

/** So many items are selected at once, if they do not take more than so many characters of JSON. */
const [AT_ONCE, MUCH] = [2_000, 1_000_000];

/** What it gives for 0, 1, ... up to `count`. What takes long lets others have their turn, but time stands still. */
function inPortions(
  clock: Clock,
  count: number,
  give: (index: number) => Eventually<Payload>,
): Eventually<Payload[]> {
  const given: Payload[] = [];
  const portion = (): Eventually<void> => {
    const before = effort();
    for (let left = AT_ONCE; left > 0 && effort() - before < MUCH; left--) {
      if (given.length === count) return;
      const value = give(given.length);
      if (value instanceof Promise) return value.then((later) => void given.push(later));
      given.push(value);
    }
  };
  const rest = async (first: Eventually<void>): Promise<Payload[]> => {
    await first;
    while (given.length < count) {
      await nextTurn();
      await portion();
    }
    return given;
  };
  const first = portion();
  return given.length === count ? given : holding(clock, rest(first));
}

function batched(clock: Clock, steps: Steps<Portion[]>): Eventually<Portion[]> {
  const first = steps.next();
  return first.done ? first.value : holding(clock, inTurns(steps));
}

function itemAt(items: Items, index: number): MapItem {
  const key = items.key(index);
  return {
    Index: index,
    Value: items.value(index),
    ...(key !== undefined && { Key: key }),
    Source: items.source?.(index) ?? 'STATE_DATA',
  };
}

function sizedFor({ node }: Strand): (input: Payload) => Payload {
  return (input) => {
    if (oversized(input, false)) throw dataLimitExceeded(node!.name);
    return input;
  };
}

function read({ items, source }: Dataset): Items {
  return { length: items.length, value: (index) => items[index]!, key: () => undefined, source };
}

/** Begins a Map Run with what is loaded, or fails it. The strand only waits meanwhile. */
export function beginWith(run: ItemsRun, strand: Strand, load: () => Eventually<Portion[]>): void {
  const failed = (thrown: unknown): void => {
    if (thrown !== ENDED) run.failWith(problem(strand, thrown));
  };
  try {
    const portions = load();
    if (portions instanceof Promise) portions.then((ready) => run.begin(ready)).catch(failed);
    else run.begin(portions);
  } catch (thrown) {
    failed(thrown);
  }
}

/** A Map Run's own failures are told as they are; those of expressions say where they stand. */
function problem({ node, enteredId }: Strand, thrown: unknown): Failure {
  if (thrown instanceof StatesError && thrown.error === 'States.ItemReaderFailed') {
    return errorAndCause(thrown);
  }
  return failureOf(thrown, node!.name, enteredId);
}
