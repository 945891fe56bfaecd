import type { Json } from '../../core/json.ts';
import type { Eventually } from '../execution/eventually.ts';
import type { Step } from '../execution/node.ts';
import { type Payload, payloadOf } from '../execution/payload.ts';
import { StrandScope } from '../execution/scope.ts';
import type { Strand } from '../execution/strand.ts';
import type { PassState } from '../language/definition.ts';
import { type Compilation, TransitionNode } from './base.ts';
import { payloadTemplate } from './expressions.ts';
import { inputSelector } from './output.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html */
export class PassNode extends TransitionNode {
  readonly #result: (strand: Strand) => Payload;

  constructor(name: string, state: PassState, compilation: Compilation) {
    super(name, state, compilation);
    this.#result = passResult(state);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    return this.leave(strand, this.#result(strand));
  }
}

/** `Result`, or else what `Parameters` make of the input, or else the input. */
function passResult(state: PassState): (strand: Strand) => Payload {
  const select = inputSelector(state);
  if (state.Result !== undefined) {
    const constant = payloadOf(state.Result);
    return (strand) => {
      select(strand);
      return constant;
    };
  }
  return parametersOf(state.Parameters, select);
}

/** The effective input, or what `Parameters` (JSONPath) make of it. */
export function parametersOf(
  parameters: Json | undefined,
  select: (strand: Strand) => Payload,
): (strand: Strand) => Payload {
  if (parameters === undefined) return select;
  const evaluate = payloadTemplate(parameters);
  return (strand) => {
    const input = select(strand);
    const value = evaluate(new StrandScope(strand, input.value));
    strand.run.spec.inspect?.('afterParameters', value);
    return payloadOf(value, input);
  };
}
