import { chain, type Eventually } from '../execution/eventually.ts';
import type { Joined } from '../execution/frame.ts';
import { INLINE_MAP_CONCURRENCY } from '../execution/limits.ts';
import type { CompiledBranch, Step } from '../execution/node.ts';
import type { Payload } from '../execution/payload.ts';
import type { Inner } from '../execution/position.ts';
import { type Results, usable } from '../execution/results.ts';
import type { Strand } from '../execution/strand.ts';
import type { MapState } from '../language/definition.ts';
import type { Compilation } from './base.ts';
import { MapFrame } from './map/frame.ts';
import { compileItems, type Items } from './map/items.ts';
import { compileItemSelector, type ItemInput } from './map/selector.ts';
import { compileCount, type Setting } from './map/settings.ts';
import { inputSelector } from './output.ts';
import { BaseWorkNode } from './work.ts';

/**
 * Map in Inline mode: the iterations are strands of the same execution.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
 */
export class MapNode extends BaseWorkNode {
  readonly #processor: CompiledBranch;
  readonly #select: (strand: Strand) => Payload;
  readonly #items: (strand: Strand, input: Payload) => Eventually<Items>;
  readonly #concurrency: Setting;
  readonly #itemInput: ItemInput;
  readonly #usable: number;

  constructor(name: string, state: MapState, compilation: Compilation) {
    super(name, state, compilation);
    this.#processor = compilation.branch(state.ItemProcessor);
    this.#select = inputSelector(state);
    this.#items = compileItems(state);
    this.#concurrency = compileCount(state, 'MaxConcurrency');
    this.#itemInput = compileItemSelector(state);
    this.#usable = usable(state);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    return this.#prepared(strand, (input, items, limit) =>
      this.#start(strand, input, items, limit),
    );
  }

  #prepared(
    strand: Strand,
    go: (input: Payload, items: Items, limit: number | undefined) => Step | undefined,
  ): Eventually<Step | undefined> {
    const input = this.#select(strand);
    return chain(this.#items(strand, input), (items) =>
      chain(this.#concurrency(strand, input), (limit) => go(input, items, limit)),
    );
  }

  #start(
    strand: Strand,
    input: Payload,
    items: Items,
    limit: number | undefined,
  ): Step | undefined {
    strand.record('MapStateStarted', { length: items.length });
    return this.#frame(strand, input, items, limit).begin();
  }

  #frame(strand: Strand, input: Payload, items: Items, limit: number | undefined): MapFrame {
    const frame = new MapFrame(strand, {
      name: this.name,
      processor: this.#processor,
      items,
      input,
      itemInput: this.#itemInput,
      concurrency: Math.min(limit || INLINE_MAP_CONCURRENCY, INLINE_MAP_CONCURRENCY),
      usable: this.#usable,
      joined: this.#joined,
    });
    strand.child = frame;
    return frame;
  }

  /** Only the iterations that did not succeed; all of them, if it was not an iteration that failed. */
  resume(strand: Strand, inner: Inner): Eventually<Step | undefined> {
    return this.#prepared(strand, (input, items, limit) => {
      const done = inner.children.filter(({ ended }) => ended).length;
      if (done === items.length) return this.#start(strand, input, items, limit);
      this.#frame(strand, input, items, limit).resume(inner);
      return undefined;
    });
  }

  gaveUp(strand: Strand): void {
    strand.record('MapStateFailed');
  }

  readonly #joined: Joined<Results> = (strand, results) => {
    strand.run.recorder.record('MapStateSucceeded', strand.last);
    return this.leave(strand, results.whole(this.name));
  };
}
