import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import { jsonObject } from '../../core/json-schemas.ts';
import { boolean } from '../resource-type.ts';
import { addApiStart } from './api-events.ts';
import { addRole, attribute, given, type Made, passed, serverlessType, tagList } from './made.ts';
import { policies } from './policies.ts';
import { addEventRule, addEvents, addSchedule, addScheduleV2, events } from './rule-events.ts';

/** What starts a state machine, by the event's type. */
export const STATE_MACHINE_EVENTS = {
  Api: addApiStart,
  Schedule: addSchedule,
  ScheduleV2: addScheduleV2,
  EventBridgeRule: addEventRule,
  CloudWatchEvent: addEventRule,
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html */
export const serverlessStateMachine = serverlessType({
  type: 'AWS::Serverless::StateMachine',
  properties: z.strictObject({
    ...passed(['Definition', 'DefinitionUri', 'DefinitionSubstitutions', 'Type', 'Name']),
    ...passed(['Logging', 'Tracing', 'Role', 'RolePath', 'PermissionsBoundary']),
    Tags: jsonObject.optional(),
    Policies: policies,
    Events: events,
    AutoPublishAlias: z.string().optional(),
    UseAliasAsEventTarget: boolean.default(false),
    /** The alias says what it must be. */
    DeploymentPreference: jsonObject.optional(),
  }),
  expand(machine, made) {
    const { Role, Policies, Tracing } = machine;
    if (Role !== undefined && Policies.length > 0) {
      throw new UserError(`${made.id} has both Role and Policies`, {
        why: 'Policies are those of the role that SAM makes where there is no Role.',
        fix: 'Keep one of them.',
      });
    }
    const isTraced = isObject(Tracing) && String(Tracing.Enabled) === 'true';
    made.addMain(
      'AWS::StepFunctions::StateMachine',
      given({
        Definition: machine.Definition,
        DefinitionS3Location: machine.DefinitionUri,
        DefinitionSubstitutions: machine.DefinitionSubstitutions,
        StateMachineType: machine.Type,
        StateMachineName: machine.Name,
        LoggingConfiguration: machine.Logging,
        TracingConfiguration: Tracing,
        Tags: tagList(machine.Tags, 'stateMachine:createdBy'),
        RoleArn:
          Role ??
          addRole(made, `${made.id}Role`, {
            service: 'states.amazonaws.com',
            policies: isTraced ? [...Policies, 'AWSXrayWriteOnlyAccess'] : Policies,
            path: machine.RolePath,
            boundary: machine.PermissionsBoundary,
            tags: tagList(machine.Tags, 'stateMachine:createdBy'),
          }),
      }),
    );
    const aliasId = addAlias(machine, made);
    const ref = { Ref: (machine.UseAliasAsEventTarget ? aliasId : undefined) ?? made.id };
    addEvents(made, machine.Events, STATE_MACHINE_EVENTS, {
      name: ref,
      arn: ref,
      suffix: 'StepFunctionsTarget',
      action: 'states:StartExecution',
      byRole: true,
      boundary: machine.PermissionsBoundary,
    });
  },
});

interface Aliased {
  readonly AutoPublishAlias?: string | undefined;
  readonly UseAliasAsEventTarget: boolean;
  readonly DeploymentPreference?: JsonObject | undefined;
}

/**
 * Adds a version, which follows the state machine, and the alias that stands for it: its logical id.
 *
 * @throws UserError for what only an alias can have
 */
function addAlias(machine: Aliased, made: Made): string | undefined {
  const { AutoPublishAlias: Name, UseAliasAsEventTarget, DeploymentPreference } = machine;
  if (Name === undefined) {
    if (!UseAliasAsEventTarget && DeploymentPreference === undefined) return undefined;
    const name = UseAliasAsEventTarget ? 'UseAliasAsEventTarget' : 'DeploymentPreference';
    throw new UserError(`${made.id} has ${name}, and no AutoPublishAlias`, {
      fix: 'Give it AutoPublishAlias, the name of an alias, or take it out.',
    });
  }
  const [versionId, aliasId] = [`${made.id}Version`, `${made.id}Alias${Name}`];
  made.add(
    versionId,
    'AWS::StepFunctions::StateMachineVersion',
    {
      StateMachineArn: { Ref: made.id },
      StateMachineRevisionId: attribute(made.id, 'StateMachineRevisionId'),
    },
    { DeletionPolicy: 'Retain' },
  );
  made.add(aliasId, 'AWS::StepFunctions::StateMachineAlias', {
    Name,
    DeploymentPreference: {
      ...(DeploymentPreference ?? { Type: 'ALL_AT_ONCE' }),
      StateMachineVersionArn: { Ref: versionId },
    },
  });
  return aliasId;
}
