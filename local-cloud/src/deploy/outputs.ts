import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { type Bindings, conditionHolds, resolve } from './intrinsics.ts';
import { references } from './references.ts';
import { located, within } from './refusals.ts';
import { scalar } from './resource-type.ts';

export interface StackOutput {
  readonly value: string;
  readonly description?: string;
}

/** An HTTP API that was deployed: its id, and where it answers here. */
export interface Api {
  readonly id: string;
  readonly endpoint: string;
}

/**
 * The outputs of a stack. Where one holds the address that an HTTP API has in AWS, as frameworks put
 * it together, it holds the one where the API answers here. What tells of something that is left out is
 * left out, too.
 */
export function outputsOf(
  bindings: Bindings,
  region: string,
  apis: readonly Api[],
): Map<string, StackOutput> {
  const { Outputs, source, leftOut } = bindings.template;
  const outputs = new Map<string, StackOutput>();
  for (const [name, { Value, Description, Condition }] of Object.entries(Outputs)) {
    if (!conditionHolds(Condition, bindings)) continue;
    if ([...references(Value)].some((id) => leftOut.has(id))) continue;
    const fix = `Correct the output ${name} in ${within(source)}.`;
    const written = located(`Output ${name}`, fix, () => textOf(resolve(Value, bindings)));
    const value = apis.reduce(
      (text, { id, endpoint }) =>
        text.replaceAll(`https://${id}.execute-api.${region}.amazonaws.com`, endpoint),
      written,
    );
    outputs.set(name, Description ? { value, description: Description } : { value });
  }
  return outputs;
}

/** In CloudFormation's words. */
function textOf(value: Json): string {
  if (scalar.safeParse(value).success) return String(value);
  throw new UserError('The Value field of every Outputs member must evaluate to a String');
}
