import type { RoutingConfigurationListItem } from '@aws-sdk/client-sfn';
import { unqualified } from './arn.ts';
import type { Context } from './context.ts';
import { invalid, referenceNotFound } from './errors.ts';
import type { Route, StateMachine } from './state-machine.ts';

/**
 * An alias's routing as AWS accepts it: one or two different versions of one state machine, whose
 * weights make 100. Texts recorded.
 */
export function checkRouting(
  context: Context,
  given: readonly RoutingConfigurationListItem[],
): { readonly machine: StateMachine; readonly routing: readonly Route[] } {
  const routing = given as readonly Route[];
  const arns = routing.map((item) => item.stateMachineVersionArn);
  const weights = routing.map((item) => item.weight);
  if (arns.some((arn) => !/:\d+$/.test(arn) || arn === unqualified(arn))) {
    throw invalid(
      `Routing configuration must contain state machine version ARNs. Received: [${arns.join(', ')}]`,
    );
  }
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100) {
    throw invalid(
      `Sum of routing configuration weights must equal 100. Received: [${weights.join(', ')}]`,
    );
  }
  if (new Set(arns).size < arns.length) {
    throw invalid(
      `Routing configuration must contain distinct state machine version ARNs. Received: [${arns.join(', ')}]`,
    );
  }
  return { machine: machineOf(context, arns), routing };
}

function machineOf(context: Context, arns: readonly string[]): StateMachine {
  const machines = arns.map((arn) => {
    const machine = context.machines.find(unqualified(arn));
    if (!machine?.versions.has(arn)) throw referenceNotFound(arn);
    return machine;
  });
  const [machine] = machines;
  if (machine !== undefined && machines.every((other) => other === machine)) return machine;
  throw invalid(
    `Routing configuration must contain versions of the same state machine. Received: [${arns.join(', ')}]`,
  );
}
