import type { Eventually } from '../execution/eventually.ts';
import type { Step } from '../execution/node.ts';
import type { Payload } from '../execution/payload.ts';
import type { Strand } from '../execution/strand.ts';
import type { SucceedState } from '../language/definition.ts';
import { BaseNode } from './base.ts';
import { compileFinish, type Finish, inputSelector } from './output.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html */
export class SucceedNode extends BaseNode {
  readonly #select: (strand: Strand) => Payload;
  readonly #finish: Finish;

  constructor(name: string, state: SucceedState) {
    super(name, state);
    this.#select = inputSelector(state);
    this.#finish = compileFinish(state);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    return this.#finish(strand, this.#select(strand), undefined);
  }
}
