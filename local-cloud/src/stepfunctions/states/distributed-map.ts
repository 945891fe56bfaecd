import { StatesError } from '../errors.ts';
import type { MapItem } from '../execution/context.ts';
import { all, chain, type Eventually } from '../execution/eventually.ts';
import { dataLimitExceeded, type Failure, failureOf } from '../execution/failure.ts';
import type { Step } from '../execution/node.ts';
import { oversized, type Payload } from '../execution/payload.ts';
import type { Inner } from '../execution/position.ts';
import type { Machine } from '../execution/run.ts';
import { failing, type Strand } from '../execution/strand.ts';
import type { MapState } from '../language/definition.ts';
import type { Compilation } from './base.ts';
import { type Batch, compileBatcher, type Work } from './distributed-map/batches.ts';
import { ItemsRun } from './distributed-map/map-run.ts';
import { compileReader, type Dataset, type Read } from './distributed-map/reader.ts';
import { compileTolerance, type Tolerance } from './distributed-map/tolerance.ts';
import { compileWriter, type Write } from './distributed-map/writer.ts';
import { compileItems, type Items } from './map/items.ts';
import { compileItemSelector, type ItemInput } from './map/selector.ts';
import { compileSetting, type Setting } from './map/settings.ts';
import { inputSelector } from './output.ts';
import { BaseWorkNode } from './work.ts';

type Prepare<T> = (strand: Strand, input: Payload) => Eventually<T>;

/**
 * Map in Distributed mode: every item, or batch of items, is a child execution of its own.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export class DistributedMapNode extends BaseWorkNode {
  readonly #state: MapState;
  readonly #machine: Machine;
  readonly #select: (strand: Strand) => Payload;
  readonly #items: Prepare<Items> | undefined;
  readonly #reader: Prepare<Read> | undefined;
  readonly #concurrency: Setting;
  readonly #tolerance: Prepare<Tolerance>;
  readonly #batcher: Prepare<Batch>;
  readonly #writer: Prepare<Write>;
  readonly #itemInput: ItemInput;
  #label: string | undefined;

  constructor(name: string, state: MapState, compilation: Compilation) {
    super(name, state, compilation);
    this.#state = state;
    this.#machine = compilation.machine(state.ItemProcessor, state.QueryLanguage);
    this.#select = inputSelector(state);
    // Recorded: with an ItemReader, ItemsPath is not looked at.
    this.#reader = state.ItemReader && compileReader(state);
    this.#items = state.ItemReader ? undefined : compileItems(state);
    this.#concurrency = compileSetting(state, 'MaxConcurrency');
    this.#tolerance = compileTolerance(state);
    this.#batcher = compileBatcher(state);
    this.#writer = compileWriter(state);
    this.#itemInput = compileItemSelector(state);
    this.#label = state.Label;
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    const input = this.#select(strand);
    const data: Eventually<Items | Read> =
      this.#items?.(strand, input) ?? this.#reader!(strand, input);
    return chain(data, (source) =>
      chain(this.#concurrency(strand, input), (concurrency = 0) =>
        this.#start(strand, input, source, concurrency),
      ),
    );
  }

  /**
   * MapStateStarted tells the number of items only where no reader has to find it out. What is
   * tolerated is looked at after it, MaxConcurrency before (recorded).
   */
  #start(
    strand: Strand,
    input: Payload,
    source: Items | Read,
    concurrency: number,
  ): Eventually<Step | undefined> {
    strand.record('MapStateStarted', {
      length: typeof source === 'function' ? 0 : source.length,
    });
    const settings = [
      this.#tolerance(strand, input),
      this.#batcher(strand, input),
      this.#writer(strand, input),
    ];
    return chain(all<unknown>(settings), ([tolerance, batch, write]) => {
      const run = this.#open(strand, {
        concurrency,
        tolerance: tolerance as Tolerance,
        write: write as Write,
      });
      this.#load(strand, run, source, (dataset) =>
        chain(this.#inputs(strand, input, dataset), batch as Batch),
      );
      return undefined;
    });
  }

  #open(
    strand: Strand,
    plan: { concurrency: number; tolerance: Tolerance; write: Write },
  ): ItemsRun {
    this.#label ??= strand.run.ports.random.uuid();
    const run = new ItemsRun(strand, {
      label: this.#label,
      machine: this.#machine,
      type: this.#state.ItemProcessor.ProcessorConfig?.ExecutionType ?? 'STANDARD',
      maxConcurrency: plan.concurrency,
      tolerance: plan.tolerance,
      finished: (parent, ended) => this.#ended(parent, ended, plan.write),
    });
    strand.run.mapRuns.push(run);
    strand.child = run;
    strand.record('MapRunStarted', { mapRunArn: run.arn });
    return run;
  }

  /** Reads and prepares the items. The strand only waits meanwhile. */
  #load(
    strand: Strand,
    run: ItemsRun,
    source: Items | Read,
    prepare: (items: Items) => Eventually<Work[]>,
  ): void {
    const failed = (thrown: unknown): void => run.failWith(this.#problem(strand, thrown));
    try {
      const works =
        typeof source === 'function'
          ? source().then((data) => prepare(read(data)))
          : prepare(source);
      if (works instanceof Promise) works.then((ready) => run.begin(ready)).catch(failed);
      else run.begin(works);
    } catch (thrown) {
      failed(thrown);
    }
  }

  #inputs(strand: Strand, input: Payload, items: Items): Eventually<Payload[]> {
    const inputs: Eventually<Payload>[] = [];
    for (let index = 0; index < items.length; index++) {
      const key = items.key(index);
      const item: MapItem = {
        Index: index,
        Value: items.value(index),
        ...(key !== undefined && { Key: key }),
        Source: items.source?.(index) ?? 'STATE_DATA',
      };
      inputs.push(chain(this.#itemInput(strand, input, item), (own) => this.#sized(own)));
    }
    return all(inputs);
  }

  #sized(input: Payload): Payload {
    if (oversized(input)) throw dataLimitExceeded(this.name);
    return input;
  }

  /** A Map Run's own failures are told as they are; those of expressions say where they stand. */
  #problem(strand: Strand, thrown: unknown): Failure {
    if (!(thrown instanceof StatesError)) return failureOf(thrown, this.name, strand.enteredId);
    const { error, cause } = thrown;
    if (error === 'States.ItemReaderFailed')
      return { error, ...(cause !== undefined && { cause }) };
    return failureOf(thrown, this.name, strand.enteredId);
  }

  #ended(strand: Strand, run: ItemsRun, write: Write): void {
    try {
      const result = write(run);
      if (result instanceof Promise) {
        result.then(
          (payload) => this.#close(strand, run, payload),
          (thrown) => this.#broken(strand, run, thrown),
        );
      } else this.#close(strand, run, result);
    } catch (thrown) {
      this.#broken(strand, run, thrown);
    }
  }

  #broken(strand: Strand, run: ItemsRun, thrown: unknown): void {
    const { error, cause } = thrown as StatesError;
    run.failure ??= { error: error ?? 'States.Runtime', cause: cause ?? String(thrown) };
    run.status = 'FAILED';
    this.#close(strand, run, undefined);
  }

  /** The Map Run's last event, and back to the strand. */
  #close(strand: Strand, run: ItemsRun, result: Payload | undefined): void {
    strand.run.turns.guard(
      () => {
        strand.child = undefined;
        strand.last = recordEnd(strand, run.failure);
        strand.proceed(run.failure ? failing(run.failure) : () => this.#joined(strand, result!));
      },
      undefined,
      undefined,
    );
  }

  #joined(strand: Strand, result: Payload): Eventually<Step | undefined> {
    strand.run.recorder.record('MapStateSucceeded', strand.last);
    return this.leave(strand, result);
  }

  /** Redrives the Map Run; one that had read no items, or is not known here, begins anew. */
  resume(strand: Strand, inner: Inner): Eventually<Step | undefined> {
    const run = strand.run.mapRuns.find(({ arn }) => arn === inner.mapRunArn);
    if (!(run instanceof ItemsRun) || run.children.length === 0) return this.execute(strand);
    strand.child = run;
    run.redrive(strand);
    return undefined;
  }

  gaveUp(strand: Strand): void {
    strand.record('MapStateFailed');
  }
}

function recordEnd(strand: Strand, failure: Failure | undefined): number {
  if (failure === undefined) return strand.run.recorder.record('MapRunSucceeded', strand.last);
  const { error, cause } = failure;
  return strand.run.recorder.record('MapRunFailed', strand.last, {
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  });
}

function read({ items, source }: Dataset): Items {
  return {
    length: items.length,
    value: (index) => items[index]!,
    key: () => undefined,
    source,
  };
}
