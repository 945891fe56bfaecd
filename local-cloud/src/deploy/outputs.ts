import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { localAddress } from '../core/local-address.ts';
import type { Cloud } from '../core/service.ts';
import { type Bindings, conditionHolds, resolve } from './intrinsics.ts';
import { references } from './references.ts';
import { located, within } from './refusals.ts';
import { scalar } from './resource-type.ts';

export interface StackOutput {
  readonly value: string;
  readonly description?: string;
}

/**
 * The outputs of a stack. Where one holds the address that one of its APIs has in AWS, as frameworks put
 * it together, it holds the one where the API answers here. What tells of something that is left out is
 * left out, too.
 */
export function outputsOf(
  bindings: Bindings,
  { region, endpoint }: Pick<Cloud, 'region' | 'endpoint'>,
  apiIds: readonly string[],
): Map<string, StackOutput> {
  const { Outputs, source, leftOut } = bindings.template;
  const outputs = new Map<string, StackOutput>();
  for (const [name, { Value, Description, Condition }] of Object.entries(Outputs)) {
    if (!conditionHolds(Condition, bindings)) continue;
    if ([...references(Value)].some((id) => leftOut.has(id))) continue;
    const fix = `Correct the output ${name} in ${within(source)}.`;
    const written = located(`Output ${name}`, fix, () => textOf(resolve(Value, bindings)));
    const value = apiIds.reduce((text, id) => {
      const address = `https://${id}.execute-api.${region}.amazonaws.com`;
      return text.replaceAll(address, localAddress(endpoint, address).replace(/\/$/, ''));
    }, written);
    outputs.set(name, Description ? { value, description: Description } : { value });
  }
  return outputs;
}

/** In CloudFormation's words. */
function textOf(value: Json): string {
  if (scalar.safeParse(value).success) return String(value);
  throw new UserError('The Value field of every Outputs member must evaluate to a String');
}
