import type { CreateStateMachineCommandOutput } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { boolean, defined, document, resourceType, tags } from '../resource-type.ts';

const loggingConfiguration = z.strictObject({
  Level: z.enum(['ALL', 'ERROR', 'FATAL', 'OFF']).optional(),
  IncludeExecutionData: boolean.optional(),
  Destinations: z
    .array(z.strictObject({ CloudWatchLogsLogGroup: z.strictObject({ LogGroupArn: z.string() }) }))
    .optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html */
export const stateMachine = resourceType({
  type: 'AWS::StepFunctions::StateMachine',
  properties: z.strictObject({
    StateMachineName: z.string().optional(),
    StateMachineType: z.enum(['STANDARD', 'EXPRESS']).optional(),
    RoleArn: z.string(),
    Definition: document.optional(),
    DefinitionString: z.string().optional(),
    DefinitionSubstitutions: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .default({}),
    LoggingConfiguration: loggingConfiguration.optional(),
    TracingConfiguration: z.strictObject({ Enabled: boolean }).optional(),
    Tags: tags.optional(),
  }),
  async create(properties, context) {
    const name = properties.StateMachineName ?? context.generatedName(80);
    const { LoggingConfiguration: logging, TracingConfiguration: tracing, Tags } = properties;
    const { stateMachineArn } = await context.call<CreateStateMachineCommandOutput>(
      'SFN',
      'CreateStateMachine',
      defined({
        name,
        type: properties.StateMachineType,
        roleArn: properties.RoleArn,
        definition: definitionOf(properties),
        loggingConfiguration: logging && {
          level: logging.Level,
          includeExecutionData: logging.IncludeExecutionData,
          destinations: logging.Destinations?.map(({ CloudWatchLogsLogGroup }) => ({
            cloudWatchLogsLogGroup: { logGroupArn: CloudWatchLogsLogGroup.LogGroupArn },
          })),
        },
        tracingConfiguration: tracing && { enabled: tracing.Enabled },
        tags: Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
      }),
    );
    return {
      ref: stateMachineArn!,
      attributes: { Arn: stateMachineArn!, Name: name },
      remove: () => context.call('SFN', 'DeleteStateMachine', { stateMachineArn }),
    };
  },
  update: ({ ref: stateMachineArn }, properties, context) =>
    context.call('SFN', 'UpdateStateMachine', {
      stateMachineArn,
      definition: definitionOf(properties),
    }),
});

/** The definition's text with every `${Name}` replaced; a name without a substitution stays. */
function definitionOf(properties: {
  Definition?: JsonObject | undefined;
  DefinitionString?: string | undefined;
  DefinitionSubstitutions: Record<string, string | number | boolean>;
}): string {
  const { Definition, DefinitionString, DefinitionSubstitutions } = properties;
  if ((Definition === undefined) === (DefinitionString === undefined)) {
    throw new UserError('A state machine has exactly one of Definition and DefinitionString');
  }
  const text = DefinitionString ?? JSON.stringify(Definition, null, 2);
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (whole, name: string) => {
    const value = DefinitionSubstitutions[name];
    return value === undefined ? whole : JSON.stringify(String(value)).slice(1, -1);
  });
}
