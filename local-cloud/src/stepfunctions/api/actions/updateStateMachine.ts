import { isDeepStrictEqual } from 'node:util';
import type { UpdateStateMachineInput, UpdateStateMachineOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../core/errors.ts';
import type { Operation, Permission } from '../../../core/service.ts';
import { Line } from '../../../core/turns.ts';
import { unqualified } from '../arn.ts';
import type { Context } from '../context.ts';
import { invalid, stateMachineDeleting } from '../errors.ts';
import { arn, definition, description, loggingConfiguration, roleArn } from '../members.ts';
import { makeRevision } from '../revision.ts';
import type { Revision, StateMachine } from '../state-machine.ts';
import { publish } from '../versions.ts';
import { passRole } from './createStateMachine.ts';

/**
 * A change makes a new revision; what changes nothing keeps the one there is (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
 */
export function updateStateMachine(
  context: Context,
): Operation<UpdateStateMachineInput, UpdateStateMachineOutput> {
  return {
    members: {
      stateMachineArn: arn,
      definition,
      roleArn,
      loggingConfiguration,
      tracingConfiguration: {},
      publish: {},
      versionDescription: description,
      encryptionConfiguration: {},
    },
    permissions,
    async handle(input) {
      const machine = context.machines.get(input.stateMachineArn!);
      if (machine.deleting) throw stateMachineDeleting(machine.arn);
      checkGiven(input);
      await change(context, machine, input);
      const version = input.publish
        ? publish(context, machine, input.versionDescription)
        : undefined;
      return {
        updateDate: new Date(context.cloud.clock.now()),
        ...(machine.current.id !== undefined && { revisionId: machine.current.id }),
        ...(version && { stateMachineVersionArn: version.arn }),
      };
    },
  };
}

function permissions(input: UpdateStateMachineInput): Permission[] {
  const resource = unqualified(input.stateMachineArn ?? '*');
  return [
    { action: 'states:UpdateStateMachine', resource },
    ...(input.publish ? [{ action: 'states:PublishStateMachineVersion', resource }] : []),
    ...(input.roleArn ? [passRole(input.roleArn)] : []),
  ];
}

function checkGiven(input: UpdateStateMachineInput): void {
  if (input.versionDescription !== undefined && !input.publish) {
    throw invalid('Version description can only be set when publish is true');
  }
  const given = [
    input.definition,
    input.roleArn,
    input.loggingConfiguration,
    input.tracingConfiguration,
    input.encryptionConfiguration,
  ];
  if (given.some((member) => member !== undefined)) return;
  throw new AwsError(
    'MissingRequiredParameter',
    'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
  );
}

/** The updates of each state machine that was ever updated. */
const updates = new WeakMap<StateMachine, Line>();

/** While a definition is read others are served: an update waits for those before it, and builds on them. */
async function change(
  context: Context,
  machine: StateMachine,
  input: UpdateStateMachineInput,
): Promise<void> {
  const line = updates.get(machine) ?? new Line();
  updates.set(machine, line);
  await line.next(async () => {
    const revision = await changed(context, machine, input);
    if (machine.deleting) throw stateMachineDeleting(machine.arn);
    if (revision !== undefined) machine.current = revision;
  });
}

async function changed(
  context: Context,
  machine: StateMachine,
  input: UpdateStateMachineInput,
): Promise<Revision | undefined> {
  const { current } = machine;
  const made = await makeRevision(context, {
    id: context.cloud.random.uuid(),
    stateMachineArn: machine.arn,
    type: machine.type,
    definition: input.definition ?? current.definition,
    roleArn: input.roleArn ?? current.roleArn,
    loggingConfiguration: input.loggingConfiguration ?? current.logging,
    tracingConfiguration: input.tracingConfiguration ?? { enabled: current.tracing },
    encryptionConfiguration: input.encryptionConfiguration ?? current.encryption,
  });
  const equal =
    made.definition === current.definition &&
    made.roleArn === current.roleArn &&
    made.tracing === current.tracing &&
    isDeepStrictEqual(made.logging, current.logging);
  return equal ? undefined : made;
}
