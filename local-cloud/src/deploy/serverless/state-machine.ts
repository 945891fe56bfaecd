import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import { jsonObject } from '../../core/json-schemas.ts';
import { addRole, given, passed, serverlessType, tagList } from './made.ts';
import { policies } from './policies.ts';
import { addEventRule, addEvents, addSchedule, addScheduleV2, events } from './rule-events.ts';

/** What starts a state machine, by the event's type. */
export const STATE_MACHINE_EVENTS = {
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
    addEvents(made, machine.Events, STATE_MACHINE_EVENTS, {
      arn: { Ref: made.id },
      suffix: 'StepFunctionsTarget',
      action: 'states:StartExecution',
      byRole: true,
      boundary: machine.PermissionsBoundary,
    });
  },
});
