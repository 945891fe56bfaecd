import type { MapItem } from '../../execution/context.ts';
import type { Eventually } from '../../execution/eventually.ts';
import { dataLimitExceeded, type Failure } from '../../execution/failure.ts';
import { type Frame, type Joined, recordAborted } from '../../execution/frame.ts';
import type { CompiledBranch, StateNode, Step } from '../../execution/node.ts';
import { EMPTY, oversized, type Payload, parsePayload } from '../../execution/payload.ts';
import type { Inner, Position } from '../../execution/position.ts';
import { Results } from '../../execution/results.ts';
import { continuation, strandAt } from '../../execution/resume.ts';
import { failing, Strand } from '../../execution/strand.ts';
import type { Items } from './items.ts';
import type { ItemInput } from './selector.ts';

export interface MapWork {
  readonly name: string;
  readonly processor: CompiledBranch;
  readonly items: Items;
  /** The Map's effective input. */
  readonly input: Payload;
  readonly itemInput: ItemInput;
  readonly concurrency: number;
  /** How many bytes of the outputs the Map can use. */
  readonly usable: number;
  readonly joined: Joined<Results>;
}

/** The iterations of one inline Map at work; no more than `concurrency` at once. */
export class MapFrame implements Frame {
  readonly #parent: Strand;
  readonly #work: MapWork;
  readonly #active = new Set<Strand>();
  readonly #results: Results;
  #next = 0;
  #left: number;

  constructor(parent: Strand, work: MapWork) {
    this.#parent = parent;
    this.#work = work;
    this.#left = work.items.length;
    this.#results = new Results(work.items.length, work.usable);
  }

  get strands(): readonly Strand[] {
    return [...this.#active];
  }

  /** Starts the first iterations; a Map over nothing is done at once. */
  begin(): Step | undefined {
    if (this.#left === 0) return () => this.#finish();
    const first = Math.min(this.#work.concurrency, this.#work.items.length);
    for (let count = 0; count < first; count++) this.#iterate(this.#parent.last);
    return undefined;
  }

  /** Goes on with the iterations that did not succeed, and those that were not begun. */
  resume(inner: Inner): void {
    for (const position of inner.children) {
      this.#next = Math.max(this.#next, position.index + 1);
      if (!position.ended) this.#again(position);
      else {
        this.#results.add(position.index, parsePayload(position.input()));
        this.#left -= 1;
      }
    }
    while (this.#active.size < this.#work.concurrency && this.#next < this.#work.items.length) {
      this.#iterate(inner.startedId);
    }
  }

  #again(position: Position): void {
    const { run } = this.#parent;
    const { processor, name } = this.#work;
    const { index } = position;
    const item = this.#item(index);
    const child = strandAt(run, position, processor, { frame: this, index, item });
    this.#active.add(child);
    if (position.state === undefined) {
      child.node = new SelectorNode(name, this.#first(item));
      child.proceed(child.node.enter);
    } else child.proceed(continuation(position, processor));
  }

  #item(index: number): MapItem {
    const { items } = this.#work;
    const key = items.key(index);
    return { Index: index, Value: items.value(index), ...(key !== undefined && { Key: key }) };
  }

  #iterate(last: number): void {
    const { name } = this.#work;
    const index = this.#next++;
    const item = this.#item(index);
    const { run, variables } = this.#parent;
    const child = new Strand(run, EMPTY, last, variables, { frame: this, index, item });
    child.last = run.recorder.record('MapIterationStarted', last, { name, index });
    child.node = new SelectorNode(name, this.#first(item));
    child.enteredId = this.#parent.enteredId;
    this.#active.add(child);
    child.proceed(child.node.enter);
  }

  /** ItemSelector is evaluated by the iteration, as the Map state that it belongs to. */
  #first(item: MapItem): Step {
    const { itemInput, input, processor, name } = this.#work;
    return (child) => {
      const begin = (payload: Payload): Step => {
        if (oversized(payload)) throw dataLimitExceeded(name);
        child.input = payload;
        child.node = undefined;
        return processor.start.enter;
      };
      const own = itemInput(this.#parent, input, item);
      return own instanceof Promise ? own.then(begin) : begin(own);
    };
  }

  ended(child: Strand, output: Payload): void {
    const { run } = this.#parent;
    const { name } = this.#work;
    this.#active.delete(child);
    this.#results.add(child.index, output);
    this.#left -= 1;
    const succeeded = run.recorder.record('MapIterationSucceeded', child.last, {
      name,
      index: child.index,
    });
    if (this.#next < this.#work.items.length) this.#iterate(child.last);
    if (this.#left > 0) return;
    this.#parent.last = succeeded;
    this.#parent.proceed(() => this.#finish());
  }

  #finish(): Eventually<Step | undefined> {
    this.#parent.child = undefined;
    return this.#work.joined(this.#parent, this.#results);
  }

  /** Recorded: the iteration that failed first, then each other one with the state it stood in. */
  failed(child: Strand, failure: Failure): void {
    const parent = this.#parent;
    const cause = child.last;
    this.#record('MapIterationFailed', child, cause);
    recordAborted(child, cause);
    for (const other of this.#active) {
      if (other === child) continue;
      this.#record('MapIterationAborted', other, cause);
      recordAborted(other, cause);
    }
    this.cancel('aborted');
    parent.child = undefined;
    parent.last = cause;
    parent.proceed(failing(failure));
  }

  #record(type: 'MapIterationFailed' | 'MapIterationAborted', child: Strand, cause: number): void {
    child.run.recorder.record(type, cause, { name: this.#work.name, index: child.index });
  }

  cancel(reason: 'timeout' | 'aborted'): void {
    for (const child of this.#active) child.cancel(reason);
    this.#active.clear();
  }
}

/** Where an iteration stands while its input is selected: a failure there is the iteration's. */
class SelectorNode implements StateNode {
  readonly type = 'Pass';
  readonly language = 'JSONPath';
  readonly enteredType = '';
  readonly exitedType = '';
  readonly retriable = false;
  readonly retriers = [];
  readonly catchers = [];
  readonly name: string;
  readonly enter: Step;
  readonly retry: Step;

  constructor(name: string, step: Step) {
    this.name = name;
    this.enter = step;
    this.retry = step;
  }
}
