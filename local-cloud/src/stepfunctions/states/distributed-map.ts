import { chain, type Eventually, inTurn } from '../execution/eventually.ts';
import type { Joined } from '../execution/frame.ts';
import type { Step } from '../execution/node.ts';
import type { Payload } from '../execution/payload.ts';
import type { Inner } from '../execution/position.ts';
import type { Machine, Run } from '../execution/run.ts';
import type { SavedMapRun } from '../execution/saved-map-run.ts';
import type { Strand } from '../execution/strand.ts';
import type { MapState } from '../language/definition.ts';
import type { Compilation } from './base.ts';
import { type Batch, compileBatcher } from './distributed-map/batches.ts';
import { closeRun } from './distributed-map/close.ts';
import {
  beginWith,
  compileLoad,
  compileSource,
  type Load,
  type Source,
} from './distributed-map/load.ts';
import { ItemsRun } from './distributed-map/map-run.ts';
import { forbidden } from './distributed-map/permissions.ts';
import { compileTolerance, type Tolerance } from './distributed-map/tolerance.ts';
import { compileWriter, type Write } from './distributed-map/writer.ts';
import { compileCount, type Setting } from './map/settings.ts';
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
  readonly #source: Prepare<Source>;
  readonly #load: Load;
  readonly #concurrency: Setting;
  readonly #tolerance: Prepare<Tolerance>;
  readonly #batcher: Prepare<Batch>;
  readonly #writer: Prepare<Write>;
  #label: string | undefined;

  constructor(name: string, state: MapState, compilation: Compilation) {
    super(name, state, compilation);
    this.#state = state;
    this.#machine = compilation.machine(state.ItemProcessor, state.QueryLanguage);
    this.#select = inputSelector(state);
    this.#source = compileSource(state);
    this.#load = compileLoad(state);
    this.#concurrency = compileCount(state, 'MaxConcurrency');
    this.#tolerance = compileTolerance(state);
    this.#batcher = compileBatcher(state);
    this.#writer = compileWriter(name, state);
    this.#label = state.Label;
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    const input = this.#select(strand);
    return chain(this.#source(strand, input), (source) =>
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
    source: Source,
    concurrency: number,
  ): Eventually<Step | undefined> {
    strand.record('MapStateStarted', { length: typeof source === 'function' ? 0 : source.length });
    const settings = [
      () => this.#tolerance(strand, input),
      () => this.#batcher(strand, input),
      () => this.#writer(strand, input),
    ];
    return chain(inTurn<unknown>(settings), (known) => {
      const [tolerance, batch, write] = known as [Tolerance, Batch, Write];
      const run = this.#open(strand, { concurrency, tolerance, write });
      beginWith(run, strand, () => {
        const refused = forbidden(strand.run);
        if (refused !== undefined) throw refused;
        return this.#load(strand, input, source, batch);
      });
      return undefined;
    });
  }

  #open(
    strand: Strand,
    plan: { concurrency: number; tolerance: Tolerance; write: Write },
  ): ItemsRun {
    this.#label ??= strand.run.ports.random.uuid();
    const run = new ItemsRun(strand, {
      state: this.name,
      label: this.#label,
      machine: this.#machine,
      type: this.#state.ItemProcessor.ProcessorConfig?.ExecutionType ?? 'STANDARD',
      maxConcurrency: plan.concurrency,
      tolerance: plan.tolerance,
      finished: (parent, ended) => closeRun(parent, ended, plan.write, this.#joined),
    });
    strand.run.mapRuns.push(run);
    strand.child = run;
    strand.record('MapRunStarted', { mapRunArn: run.arn });
    return run;
  }

  /** A Map Run of this state, as it was saved. What writes its results is evaluated at its end. */
  load(run: Run, saved: SavedMapRun): ItemsRun {
    this.#label ??= /\/([^:]*):[^:]*$/.exec(saved.arn)![1]!;
    const plan = {
      state: this.name,
      label: this.#label,
      machine: this.#machine,
      type: this.#state.ItemProcessor.ProcessorConfig?.ExecutionType ?? ('STANDARD' as const),
      maxConcurrency: saved.maxConcurrency,
      tolerance: saved.tolerance,
      finished: (parent: Strand, ended: ItemsRun) => {
        const write: Write = (done) =>
          chain(this.#writer(parent, this.#select(parent)), (known) => known(done));
        closeRun(parent, ended, write, this.#joined);
      },
    };
    return ItemsRun.load(run.root, plan, saved);
  }

  readonly #joined: Joined<() => Payload> = (strand, result) => {
    strand.run.recorder.record('MapStateSucceeded', strand.last);
    return this.leave(strand, result());
  };

  /** Takes up the Map Run, or redrives it; one that had read no items, or is not known here, begins anew. */
  resume(strand: Strand, inner: Inner): Eventually<Step | undefined> {
    const run = strand.run.mapRuns.find(({ arn }) => arn === inner.mapRunArn);
    if (!(run instanceof ItemsRun) || run.children.length === 0) return this.execute(strand);
    strand.child = run;
    if (run.status === 'RUNNING') run.takeUp(strand);
    else run.redrive(strand, forbidden(strand.run, run));
    return undefined;
  }

  gaveUp(strand: Strand): void {
    strand.record('MapStateFailed');
  }
}
