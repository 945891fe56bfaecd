import type {
  CreateFunctionCommandInput,
  CreateFunctionCommandOutput,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import {
  defined,
  number,
  orRemoved,
  type ResourceContext,
  resourceType,
  tagMap,
  tags,
  text,
} from '../resource-type.ts';
import { zipFiles } from '../zip.ts';
import { archived, archiveOf } from './lambda-archive.ts';

/** `ZipFile` is the source itself. */
const code = z.union([archived, z.strictObject({ ZipFile: z.string() })]);

/** Of settings that are left out. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const DEFAULTS = {
  Description: '',
  MemorySize: 128,
  Timeout: 3,
  Environment: { Variables: {} },
  TracingConfig: { Mode: 'PassThrough' },
  DeadLetterConfig: { TargetArn: '' },
  LoggingConfig: {},
  EphemeralStorage: { Size: 512 },
  Layers: [],
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const lambdaFunction = resourceType({
  type: 'AWS::Lambda::Function',
  properties: z.strictObject({
    FunctionName: z.string().optional(),
    Description: z.string().optional(),
    Handler: z.string(),
    Runtime: z.string(),
    Role: z.string(),
    Code: code,
    MemorySize: number.optional(),
    Timeout: number.optional(),
    Architectures: z.array(z.enum(['arm64', 'x86_64'])).optional(),
    Environment: z.strictObject({ Variables: z.record(z.string(), text) }).optional(),
    ReservedConcurrentExecutions: number.optional(),
    TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']) }).optional(),
    DeadLetterConfig: z.strictObject({ TargetArn: z.string() }).optional(),
    LoggingConfig: z
      .strictObject({
        LogFormat: z.enum(['JSON', 'Text']).optional(),
        LogGroup: z.string().optional(),
        ApplicationLogLevel: z.string().optional(),
        SystemLogLevel: z.string().optional(),
      })
      .optional(),
    Layers: z.array(z.string()).optional(),
    EphemeralStorage: z.strictObject({ Size: number }).optional(),
    Tags: tags.optional(),
    PackageType: z.literal('Zip').optional(),
  }),
  inert: ['KmsKeyArn', 'RecursiveLoop', 'RuntimeManagementConfig', 'SnapStart', 'VpcConfig'],
  async create(properties, context) {
    const { Code, FunctionName, ReservedConcurrentExecutions, Tags, ...settings } = properties;
    const name = FunctionName ?? context.generatedName(64);
    const created = await context.call<CreateFunctionCommandOutput>(
      'Lambda',
      'CreateFunction',
      defined({
        ...settings,
        FunctionName: name,
        Code: { ZipFile: await codeOf(Code, context) },
        Tags: tagMap(Tags),
      } as CreateFunctionCommandInput),
    );
    const remove = () => context.call('Lambda', 'DeleteFunction', { FunctionName: name });
    if (ReservedConcurrentExecutions !== undefined) {
      const concurrency = { FunctionName: name, ReservedConcurrentExecutions };
      await orRemoved(remove, () => context.call('Lambda', 'PutFunctionConcurrency', concurrency));
    }
    return {
      ref: name,
      attributes: { Arn: created.FunctionArn! },
      remove,
    };
  },
  fixed: ['FunctionName', 'PackageType', 'ReservedConcurrentExecutions', 'Tags'],
  async update({ ref: FunctionName }, properties, context) {
    const {
      Code,
      Architectures = ['x86_64'],
      ReservedConcurrentExecutions: _reserved,
      PackageType: _package,
      Tags: _tags,
      ...settings
    } = properties;
    await context.call('Lambda', 'UpdateFunctionConfiguration', {
      ...DEFAULTS,
      ...defined(settings),
      FunctionName,
    });
    await context.call('Lambda', 'UpdateFunctionCode', {
      FunctionName,
      Architectures,
      ZipFile: await codeOf(Code, context),
    });
  },
});

async function codeOf(Code: z.output<typeof code>, context: ResourceContext): Promise<Uint8Array> {
  if (typeof Code === 'object' && 'ZipFile' in Code) return inline(Code.ZipFile, context.logicalId);
  return archiveOf(Code, context);
}

/**
 * CloudFormation puts inline source in a file called index.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
function inline(source: string, logicalId: string): Uint8Array {
  if (/['"]cfn-response['"]/.test(source)) {
    throw new UserError(`${logicalId}: the local cloud does not serve the module cfn-response`, {
      why: 'It answers custom resources of CloudFormation, which are not served either.',
    });
  }
  return zipFiles({ 'index.js': Buffer.from(source) });
}
