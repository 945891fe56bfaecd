import { chain, type Eventually } from '../execution/eventually.ts';
import { INLINE_MAP_CONCURRENCY } from '../execution/limits.ts';
import type { CompiledBranch, CompiledCatcher, CompiledRetrier, Step } from '../execution/node.ts';
import type { Payload } from '../execution/payload.ts';
import { compileRetriers } from '../execution/retry.ts';
import type { Strand } from '../execution/strand.ts';
import type { MapState } from '../language/definition.ts';
import { BaseNode, type Compilation, successor } from './base.ts';
import { compileCatchers } from './catch.ts';
import { MapFrame } from './map/frame.ts';
import { compileItems, type Items } from './map/items.ts';
import { compileItemSelector, type ItemInput } from './map/selector.ts';
import { compileSetting, type Setting } from './map/settings.ts';
import { compileFinish, type Finish, inputSelector } from './output.ts';

/**
 * Map in Inline mode: the iterations are strands of the same execution.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
 */
export class MapNode extends BaseNode {
  override readonly retriable = true;
  override readonly retriers: readonly CompiledRetrier[];
  override readonly catchers: readonly CompiledCatcher[];
  readonly #processor: CompiledBranch;
  readonly #select: (strand: Strand) => Payload;
  readonly #items: (strand: Strand, input: Payload) => Eventually<Items>;
  readonly #concurrency: Setting;
  readonly #itemInput: ItemInput;
  readonly #finish: Finish;
  readonly #next: ReturnType<typeof successor>;

  constructor(name: string, state: MapState, compilation: Compilation) {
    super(name, state, compilation);
    this.retriers = compileRetriers(state.Retry);
    this.catchers = compileCatchers(state.Catch, state.QueryLanguage, compilation);
    this.#processor = compilation.branch(state.ItemProcessor);
    this.#select = inputSelector(state);
    this.#items = compileItems(state);
    this.#concurrency = compileSetting(state, 'MaxConcurrency');
    this.#itemInput = compileItemSelector(state);
    this.#finish = compileFinish(state);
    this.#next = successor(state, compilation);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    const input = this.#select(strand);
    return chain(this.#items(strand, input), (items) =>
      chain(this.#concurrency(strand, input), (limit) => this.#start(strand, input, items, limit)),
    );
  }

  #start(
    strand: Strand,
    input: Payload,
    items: Items,
    limit: number | undefined,
  ): Step | undefined {
    const { run } = strand;
    strand.last = run.record('MapStateStarted', strand.last, {
      mapStateStartedEventDetails: { length: items.length },
    });
    const frame = new MapFrame(strand, {
      name: this.name,
      processor: this.#processor,
      items,
      input,
      itemInput: this.#itemInput,
      concurrency: Math.min(limit || INLINE_MAP_CONCURRENCY, INLINE_MAP_CONCURRENCY),
      joined: this.#joined,
    });
    strand.child = frame;
    return frame.begin();
  }

  gaveUp(strand: Strand): void {
    strand.last = strand.run.record('MapStateFailed', strand.last);
  }

  readonly #joined = (strand: Strand, result: Payload): Eventually<Step | undefined> => {
    strand.run.record('MapStateSucceeded', strand.last);
    return this.#finish(strand, result, this.#next());
  };
}
