import { isDeepStrictEqual } from 'node:util';
import type { CreateStateMachineInput, CreateStateMachineOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../core/errors.ts';
import type { Operation, Permission } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { invalid, stateMachineDeleting } from '../errors.ts';
import {
  definition,
  description,
  loggingConfiguration,
  machineType,
  name,
  roleArn,
  tags,
} from '../members.ts';
import { checkName } from '../names.ts';
import { makeRevision } from '../revision.ts';
import type { Revision, StateMachine } from '../state-machine.ts';
import { readTags } from '../tags.ts';
import { publish } from '../versions.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export function createStateMachine(
  context: Context,
): Operation<CreateStateMachineInput, CreateStateMachineOutput> {
  return {
    members: {
      name,
      definition: { ...definition, required: true },
      roleArn: { ...roleArn, required: true },
      type: machineType,
      loggingConfiguration,
      tags,
      tracingConfiguration: {},
      publish: {},
      versionDescription: description,
      encryptionConfiguration: {},
    },
    permissions: (input) => permissions(context, input),
    handle: (input) => create(context, input),
  };
}

async function create(
  context: Context,
  input: CreateStateMachineInput,
): Promise<CreateStateMachineOutput> {
  checkName(input.name!);
  if (input.versionDescription !== undefined && !input.publish) {
    throw invalid('Version description can only be set when publish is true');
  }
  const tags = readTags(input.tags);
  const type = input.type ?? 'STANDARD';
  const revision = await makeRevision(context, {
    stateMachineArn: context.arns.stateMachine(input.name!),
    ...input,
    type,
    definition: input.definition!,
    roleArn: input.roleArn!,
  });
  const known = context.machines.byName(input.name!);
  const machine =
    known === undefined
      ? add(context, { name: input.name!, type, revision, tags, published: publishing(input) })
      : same(known, type, revision, publishing(input));
  const version = input.publish ? publish(context, machine, input.versionDescription) : undefined;
  return {
    stateMachineArn: machine.arn,
    creationDate: new Date(machine.creationDate),
    ...(version && { stateMachineVersionArn: version.arn }),
  };
}

function publishing(input: CreateStateMachineInput): StateMachine['published'] {
  if (!input.publish) return undefined;
  const { versionDescription: description } = input;
  return description === undefined ? {} : { description };
}

function permissions(context: Context, input: CreateStateMachineInput): Permission[] {
  const resource = context.arns.stateMachine(input.name ?? '');
  const actions = [
    'states:CreateStateMachine',
    ...(input.publish ? ['states:PublishStateMachineVersion'] : []),
    ...(input.tags?.length ? ['states:TagResource'] : []),
  ];
  return [...actions.map((action) => ({ action, resource })), passRole(input.roleArn)];
}

/** Whoever gives a state machine a role must be allowed to pass it. */
export function passRole(roleArn: string | undefined): Permission {
  return {
    action: 'iam:PassRole',
    resource: roleArn ?? '*',
    conditions: { 'iam:PassedToService': 'states.amazonaws.com' },
  };
}

function add(
  context: Context,
  made: {
    readonly name: string;
    readonly type: StateMachine['type'];
    readonly revision: Revision;
    readonly tags: Map<string, string>;
    readonly published: StateMachine['published'];
  },
): StateMachine {
  const machine: StateMachine = {
    arn: context.arns.stateMachine(made.name),
    name: made.name,
    type: made.type,
    creationDate: context.cloud.clock.now(),
    tags: made.tags,
    ...(made.published && { published: made.published }),
    versions: new Map(),
    aliases: new Map(),
    lastVersion: 0,
    current: made.revision,
    deleting: false,
  };
  context.machines.add(machine);
  return machine;
}

/**
 * Creating what is there already succeeds when name, definition, type, logging, tracing, encryption,
 * and what is published are the same; role and tags do not count.
 */
function same(
  known: StateMachine,
  type: StateMachine['type'],
  made: Revision,
  published: StateMachine['published'],
): StateMachine {
  if (known.deleting) throw stateMachineDeleting(known.arn);
  const { current } = known;
  const equal =
    known.type === type &&
    current.definition === made.definition &&
    current.tracing === made.tracing &&
    isDeepStrictEqual(known.published, published) &&
    isDeepStrictEqual(current.logging, made.logging);
  if (equal) return known;
  throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${known.arn}'`);
}
