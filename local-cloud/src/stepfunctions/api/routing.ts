import type { RoutingConfigurationListItem } from '@aws-sdk/client-sfn';
import { unqualified } from './arn.ts';
import { problemsOf, refuse } from './constraints.ts';
import type { Context } from './context.ts';
import { invalid, referenceNotFound } from './errors.ts';
import type { Route, StateMachine } from './state-machine.ts';

/**
 * An alias's routing as AWS accepts it: one or two different versions of one state machine, whose
 * weights make 100. Texts recorded.
 */
export function checkRouting(
  context: Context,
  given: readonly RoutingConfigurationListItem[] | undefined,
): { readonly machine: StateMachine; readonly routing: readonly Route[] } {
  refuse(problems(given));
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

function problems(given: readonly RoutingConfigurationListItem[] | undefined): string[] {
  const list = problemsOf(given, 'routingConfiguration', { required: true, min: 1, max: 2 });
  if (list.length > 0) return list;
  return (given ?? []).flatMap(({ stateMachineVersionArn, weight }, index) => {
    const path = `routingConfiguration.${index + 1}.member`;
    return [
      ...problemsOf(stateMachineVersionArn, `${path}.stateMachineVersionArn`, {
        required: true,
        min: 1,
        max: 2000,
      }),
      ...problemsOf(weight, `${path}.weight`, { required: true, min: 0, max: 100 }),
    ];
  });
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
