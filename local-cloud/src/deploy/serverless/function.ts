import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { json, jsonObject } from '../../core/json-schemas.ts';
import { contentAt, contentUri } from './content.ts';
import { addAlias, type FunctionAlias, published } from './function-alias.ts';
import { FUNCTION_EVENTS, failurePolicies, SENDING, sourcePolicies } from './function-events.ts';
import { addFunctionUrl, functionUrlConfig } from './function-url.ts';
import {
  addRole,
  allow,
  attribute,
  given,
  listOf,
  type Made,
  passed,
  serverlessType,
  tagList,
} from './made.ts';
import { policies } from './policies.ts';
import { addEvents, events } from './rule-events.ts';

/** Those of `AWS::Lambda::Function` that have the same name there. */
const SAME = [
  ...(['FunctionName', 'Description', 'Handler', 'Runtime', 'MemorySize', 'Timeout'] as const),
  ...(['Environment', 'Architectures', 'EphemeralStorage', 'LoggingConfig', 'KmsKeyArn'] as const),
  ...(['ReservedConcurrentExecutions', 'RecursiveLoop', 'RuntimeManagementConfig'] as const),
  ...(['SnapStart', 'VpcConfig', 'PackageType', 'Layers'] as const),
] as const;

const destination = z.strictObject({
  Type: z.enum(['SQS', 'SNS', 'Lambda', 'EventBridge']).optional(),
  Destination: json,
});

const properties = z.strictObject({
  ...passed(SAME),
  CodeUri: contentUri.optional(),
  InlineCode: json.optional(),
  Tracing: json.optional(),
  Tags: jsonObject.optional(),
  Role: json.optional(),
  RolePath: json.optional(),
  PermissionsBoundary: json.optional(),
  AssumeRolePolicyDocument: json.optional(),
  Policies: policies,
  DeadLetterQueue: z.strictObject({ Type: z.enum(['SQS', 'SNS']), TargetArn: json }).optional(),
  EventInvokeConfig: z
    .strictObject({
      ...passed(['MaximumEventAgeInSeconds', 'MaximumRetryAttempts']),
      DestinationConfig: z
        .strictObject({ OnSuccess: destination.optional(), OnFailure: destination.optional() })
        .default({}),
    })
    .optional(),
  FunctionUrlConfig: functionUrlConfig.optional(),
  Events: events,
  ...published,
});

type Function = z.output<typeof properties>;

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html */
export const serverlessFunction = serverlessType({
  type: 'AWS::Serverless::Function',
  properties,
  expand(fn, made) {
    const { Tracing, DeadLetterQueue } = fn;
    const same = Object.fromEntries(SAME.map((name) => [name, fn[name]]));
    const whole = given({
      ...same,
      Description: descriptionOf(fn),
      Code: codeOf(fn),
      Role: fn.Role ?? roleOf(fn, made),
      Tags: tagList(fn.Tags, 'lambda:createdBy'),
      TracingConfig: Tracing === undefined ? undefined : { Mode: Tracing },
      DeadLetterConfig: DeadLetterQueue && { TargetArn: DeadLetterQueue.TargetArn },
    });
    made.addMain('AWS::Lambda::Function', whole);
    const alias = addAlias(fn, made, whole);
    if (fn.EventInvokeConfig) addInvokeConfig(fn.EventInvokeConfig, made, alias);
    if (fn.FunctionUrlConfig) addFunctionUrl(fn.FunctionUrlConfig, made, alias);
    addEvents(made, fn.Events, FUNCTION_EVENTS, {
      name: { Ref: alias?.id ?? made.id },
      arn: alias ? { Ref: alias.id } : attribute(made.id, 'Arn'),
      suffix: 'LambdaTarget',
      action: 'lambda:InvokeFunction',
      byRole: false,
    });
  },
});

/** A digest of the code that is given is told there, so that the function changes with it. */
function descriptionOf({ Description, AutoPublishAlias, AutoPublishCodeSha256: sha }: Function) {
  if (AutoPublishAlias === undefined || sha === undefined) return Description;
  return { 'Fn::Join': [' ', [...listOf(Description), sha]] };
}

/**
 * Without a word of where the code is, it is beside the template. Code in the template goes first, since
 * `aws cloudformation package` writes a CodeUri beside it.
 */
function codeOf({ CodeUri, InlineCode }: Function): Json {
  if (InlineCode !== undefined) return { ZipFile: InlineCode };
  return CodeUri === undefined ? './' : contentAt(CodeUri);
}

function roleOf(fn: Function, made: Made): Json {
  const { DeadLetterQueue: dead, EventInvokeConfig } = fn;
  const { OnSuccess, OnFailure } = EventInvokeConfig?.DestinationConfig ?? {};
  const sent = [OnSuccess, OnFailure].filter((one) => one?.Type !== undefined);
  return addRole(made, `${made.id}Role`, {
    service: 'lambda.amazonaws.com',
    managed: [
      'AWSLambdaBasicExecutionRole',
      ...(fn.Tracing === 'Active' ? ['AWSXrayWriteOnlyAccess'] : []),
      ...(fn.VpcConfig === undefined ? [] : ['AWSLambdaVPCAccessExecutionRole']),
      ...sourcePolicies(fn.Events),
    ],
    policies: fn.Policies,
    inline: [
      ...(dead ? [allow('DeadLetterQueuePolicy', SENDING[dead.Type], dead.TargetArn)] : []),
      ...sent.map((one, index) =>
        allow(`${made.id}DestinationPolicy${index}`, SENDING[one!.Type!], one!.Destination),
      ),
      ...failurePolicies(made, fn.Events),
    ],
    trust: fn.AssumeRolePolicyDocument,
    path: fn.RolePath,
    boundary: fn.PermissionsBoundary,
    tags: tagList(fn.Tags, 'lambda:createdBy'),
  });
}

function addInvokeConfig(
  config: NonNullable<Function['EventInvokeConfig']>,
  made: Made,
  alias: FunctionAlias | undefined,
): void {
  const { DestinationConfig, ...settings } = config;
  const destinations = Object.entries(DestinationConfig).map(([when, one]): [string, Json] => [
    when,
    { Destination: one.Destination },
  ]);
  made.add(
    `${made.id}EventInvokeConfig`,
    'AWS::Lambda::EventInvokeConfig',
    given({
      ...settings,
      FunctionName: { Ref: made.id },
      Qualifier: alias?.name ?? '$LATEST',
      DestinationConfig: destinations.length > 0 ? Object.fromEntries(destinations) : undefined,
    }),
    alias && { DependsOn: [alias.id] },
  );
}
