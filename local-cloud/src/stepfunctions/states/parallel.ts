import { chain, type Eventually } from '../execution/eventually.ts';
import type { Failure } from '../execution/failure.ts';
import { type Frame, type Joined, recordAborted } from '../execution/frame.ts';
import type { CompiledBranch, Step } from '../execution/node.ts';
import { type Payload, parsePayload, payloadOf } from '../execution/payload.ts';
import type { Inner, Position } from '../execution/position.ts';
import { Results, usable } from '../execution/results.ts';
import { continuation, strandAt } from '../execution/resume.ts';
import { StrandScope } from '../execution/scope.ts';
import { failing, Strand } from '../execution/strand.ts';
import type { ParallelState } from '../language/definition.ts';
import type { Compilation } from './base.ts';
import { template } from './expressions.ts';
import { inputSelector } from './output.ts';
import { parametersOf } from './pass.ts';
import { BaseWorkNode } from './work.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
export class ParallelNode extends BaseWorkNode {
  readonly #branches: readonly CompiledBranch[];
  readonly #input: (strand: Strand) => Eventually<Payload>;
  /** How many bytes of what its branches come to it can use. */
  readonly #usable: number;

  constructor(name: string, state: ParallelState, compilation: Compilation) {
    super(name, state, compilation);
    this.#branches = state.Branches.map((branch) => compilation.branch(branch));
    this.#input = branchInput(state);
    this.#usable = usable(state);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    return chain(this.#input(strand), (input) => {
      strand.record('ParallelStateStarted');
      strand.child = new ParallelFrame(strand, this.#branches, input, this.#usable, this.#joined);
      return undefined;
    });
  }

  /** Only the branches that did not succeed; all of them, if it was not a branch that failed. */
  resume(strand: Strand, inner: Inner): Eventually<Step | undefined> {
    if (inner.children.length === this.#branches.length && inner.children.every(hasEnded)) {
      return this.execute(strand);
    }
    return chain(this.#input(strand), (input) => {
      strand.child = new ParallelFrame(
        strand,
        this.#branches,
        input,
        this.#usable,
        this.#joined,
        inner,
      );
      return undefined;
    });
  }

  gaveUp(strand: Strand): void {
    strand.record('ParallelStateFailed');
  }

  readonly #joined: Joined<Results> = (strand, results) => {
    strand.run.recorder.record('ParallelStateSucceeded', strand.last);
    return this.leave(strand, results.whole(this.name));
  };
}

/** What every branch is given: `Parameters` or `Arguments`, or else the state's input. */
export function branchInput(state: ParallelState): (strand: Strand) => Eventually<Payload> {
  if (state.QueryLanguage === 'JSONPath')
    return parametersOf(state.Parameters, inputSelector(state));
  if (state.Arguments === undefined) return (strand) => strand.input;
  const evaluate = template(state.Arguments, 'JSONata', 'Arguments');
  return (strand) =>
    chain(evaluate(new StrandScope(strand, strand.input.value)), (value) =>
      payloadOf(value, strand.input),
    );
}

/** The branches of one Parallel at work. */
class ParallelFrame implements Frame {
  readonly strands: readonly Strand[];
  readonly #parent: Strand;
  readonly #joined: Joined<Results>;
  readonly #results: Results;
  #left: number;

  constructor(
    parent: Strand,
    branches: readonly CompiledBranch[],
    input: Payload,
    usable: number,
    joined: Joined<Results>,
    inner?: Inner,
  ) {
    this.#parent = parent;
    this.#joined = joined;
    this.#left = branches.length;
    this.#results = new Results(branches.length, usable);
    this.strands = branches.flatMap((branch, index) => {
      const position = inner?.children.find((child) => child.index === index);
      if (position?.ended === true) {
        this.ended({ index, last: position.last }, parsePayload(position.input()));
        return [];
      }
      return [this.#strand(branch, index, input, position, inner?.startedId ?? parent.last)];
    });
  }

  #strand(
    branch: CompiledBranch,
    index: number,
    input: Payload,
    position: Position | undefined,
    last: number,
  ): Strand {
    const { run, variables, item } = this.#parent;
    const part = { frame: this, index, item };
    const strand =
      position === undefined
        ? new Strand(run, input, last, variables, part)
        : strandAt(run, position, branch, part);
    strand.proceed(position === undefined ? branch.start.enter : continuation(position, branch));
    return strand;
  }

  ended(child: Pick<Strand, 'index' | 'last'>, output: Payload): void {
    this.#results.add(child.index, output);
    this.#left -= 1;
    if (this.#left > 0) return;
    const parent = this.#parent;
    parent.child = undefined;
    parent.last = child.last;
    parent.proceed(() => this.#joined(parent, this.#results));
  }

  failed(child: Strand, failure: Failure): void {
    const parent = this.#parent;
    for (const each of this.strands) if (each.alive) recordAborted(each, child.last);
    this.cancel('aborted');
    parent.child = undefined;
    parent.last = child.last;
    parent.proceed(failing(failure));
  }

  cancel(reason: 'timeout' | 'aborted'): void {
    for (const child of this.strands) child.cancel(reason);
  }
}

function hasEnded({ ended }: Position): boolean {
  return ended;
}
