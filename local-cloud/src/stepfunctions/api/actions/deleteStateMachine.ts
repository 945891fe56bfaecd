import type { DeleteStateMachineInput, DeleteStateMachineOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn } from '../members.ts';
import type { StateMachine } from '../state-machine.ts';

/**
 * Running executions go on, and the machine is DELETING until they have ended. Deleting what is
 * not there succeeds (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html
 */
export function deleteStateMachine(
  context: Context,
): Operation<DeleteStateMachineInput, DeleteStateMachineOutput> {
  return {
    members: { stateMachineArn: arn },
    permissions: ({ stateMachineArn }) => [
      { action: 'states:DeleteStateMachine', resource: stateMachineArn ?? '*' },
    ],
    handle({ stateMachineArn }) {
      const machine = context.machines.find(stateMachineArn!);
      if (machine !== undefined) remove(context, machine);
      return {};
    },
  };
}

function remove(context: Context, machine: StateMachine): void {
  machine.deleting = true;
  const running = context.executions
    .ofMachine(machine.name)
    .filter(({ status }) => status === 'RUNNING');
  let left = running.length;
  const forget = () => {
    context.machines.remove(machine);
    context.executions.removeAll(machine.name);
  };
  if (left === 0) forget();
  for (const execution of running) {
    execution.onEnd(() => {
      left -= 1;
      if (left === 0) forget();
    });
  }
}
