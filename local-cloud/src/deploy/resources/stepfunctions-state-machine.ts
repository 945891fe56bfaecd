import type {
  CreateStateMachineCommandOutput,
  UpdateStateMachineCommandOutput,
} from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { type JsonObject, memberOf } from '../../core/json.ts';
import { jsonObject } from '../../core/json-schemas.ts';
import { readTemplate } from '../apart/read-template.ts';
import {
  boolean,
  defined,
  type ResourceContext,
  resourceType,
  scalar,
  tags,
} from '../resource-type.ts';
import { isJsonText } from '../template-text.ts';
import { encryption, encryptionOf } from './stepfunctions-encryption.ts';

/** The revision of a state machine that has not been updated. */
const INITIAL = 'INITIAL';

const loggingConfiguration = z.strictObject({
  Level: z.enum(['ALL', 'ERROR', 'FATAL', 'OFF']).optional(),
  IncludeExecutionData: boolean.optional(),
  Destinations: z
    .array(z.strictObject({ CloudWatchLogsLogGroup: z.strictObject({ LogGroupArn: z.string() }) }))
    .optional(),
});

const properties = z.strictObject({
  StateMachineName: z.string().optional(),
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).optional(),
  RoleArn: z.string(),
  Definition: jsonObject.optional(),
  DefinitionString: z.string().optional(),
  DefinitionS3Location: z
    .union([
      z.string(),
      z.strictObject({ Bucket: z.string(), Key: z.string(), Version: z.string().optional() }),
    ])
    .optional(),
  DefinitionSubstitutions: z.record(z.string(), scalar).default({}),
  LoggingConfiguration: loggingConfiguration.optional(),
  EncryptionConfiguration: encryption.optional(),
  TracingConfiguration: z.strictObject({ Enabled: boolean }).optional(),
  Tags: tags.optional(),
});

/** Of what is left out. https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
const DEFAULTS = {
  loggingConfiguration: { level: 'OFF', includeExecutionData: false, destinations: [] },
  tracingConfiguration: { enabled: false },
  encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html */
export const stateMachine = resourceType({
  type: 'AWS::StepFunctions::StateMachine',
  properties,
  async create(properties, context) {
    const name = properties.StateMachineName ?? context.generatedName(80);
    const { StateMachineType: type, Tags } = properties;
    const { stateMachineArn } = await context.call<CreateStateMachineCommandOutput>(
      'SFN',
      'CreateStateMachine',
      defined({
        name,
        type,
        ...(await settingsOf(properties, context)),
        tags: Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
      }),
    );
    return {
      ref: stateMachineArn!,
      attributes: { Arn: stateMachineArn!, Name: name, StateMachineRevisionId: INITIAL },
      remove: () => context.call('SFN', 'DeleteStateMachine', { stateMachineArn }),
    };
  },
  fixed: ['StateMachineName', 'StateMachineType', 'Tags'],
  async update({ ref: stateMachineArn, attributes }, properties, context) {
    const { revisionId } = await context.call<UpdateStateMachineCommandOutput>(
      'SFN',
      'UpdateStateMachine',
      { ...DEFAULTS, ...(await settingsOf(properties, context)), stateMachineArn },
    );
    return { attributes: { ...attributes, StateMachineRevisionId: revisionId ?? INITIAL } };
  },
});

/** What CreateStateMachine and UpdateStateMachine share. */
async function settingsOf(given: z.output<typeof properties>, context: ResourceContext) {
  const { RoleArn, LoggingConfiguration: logging, TracingConfiguration: tracing } = given;
  return defined({
    roleArn: RoleArn,
    definition: await definitionOf(given, context),
    loggingConfiguration: logging && {
      level: logging.Level,
      includeExecutionData: logging.IncludeExecutionData,
      destinations: logging.Destinations?.map(({ CloudWatchLogsLogGroup }) => ({
        cloudWatchLogsLogGroup: { logGroupArn: CloudWatchLogsLogGroup.LogGroupArn },
      })),
    },
    tracingConfiguration: tracing && { enabled: tracing.Enabled },
    encryptionConfiguration: encryptionOf(given.EncryptionConfiguration),
  });
}

interface Definitions {
  Definition?: JsonObject | undefined;
  DefinitionString?: string | undefined;
  DefinitionS3Location?: string | { Bucket: string; Key: string } | undefined;
  DefinitionSubstitutions: Record<string, z.output<typeof scalar>>;
}

/**
 * The definition's text with every `${Name}` replaced; a name without a substitution stays. In YAML
 * a value takes its type from where it stands, so it is replaced before the text is read.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachine-s3location.html
 */
async function definitionOf(properties: Definitions, context: ResourceContext): Promise<string> {
  const text = await textOf(properties, context);
  const substitute = (write: (value: string) => string) =>
    text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (whole, name: string) => {
      const value = memberOf(properties.DefinitionSubstitutions, name);
      return value === undefined ? whole : write(String(value));
    });
  if (properties.DefinitionS3Location === undefined || isJsonText(text)) {
    return substitute((value) => JSON.stringify(value).slice(1, -1));
  }
  const written = substitute((value) => value);
  const definition = await readTemplate(written, `The definition of ${context.logicalId}`);
  return JSON.stringify(definition, null, 2);
}

async function textOf(properties: Definitions, context: ResourceContext): Promise<string> {
  const { Definition, DefinitionString, DefinitionS3Location } = properties;
  const ways = [Definition, DefinitionString, DefinitionS3Location];
  if (ways.filter((way) => way !== undefined).length !== 1) {
    throw new UserError(
      `${context.logicalId}: a state machine has exactly one of Definition, DefinitionString and DefinitionS3Location`,
    );
  }
  if (DefinitionString !== undefined) return DefinitionString;
  if (Definition !== undefined) return JSON.stringify(Definition, null, 2);
  const [name, bucket] =
    typeof DefinitionS3Location === 'object'
      ? [DefinitionS3Location.Key, DefinitionS3Location.Bucket]
      : [DefinitionS3Location!];
  return Buffer.from(await context.artifact(name, bucket)).toString();
}
