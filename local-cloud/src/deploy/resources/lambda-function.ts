import type {
  CreateFunctionCommandInput,
  CreateFunctionCommandOutput,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { defined, number, resourceType, tagMap, tags } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const lambdaFunction = resourceType({
  type: 'AWS::Lambda::Function',
  properties: z.strictObject({
    FunctionName: z.string().optional(),
    Description: z.string().optional(),
    Handler: z.string(),
    Runtime: z.string(),
    Role: z.string(),
    Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    MemorySize: number.optional(),
    Timeout: number.optional(),
    Architectures: z.array(z.enum(['arm64', 'x86_64'])).optional(),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
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
    EphemeralStorage: z.strictObject({ Size: number }).optional(),
    Tags: tags.optional(),
    PackageType: z.literal('Zip').optional(),
  }),
  async create(properties, context) {
    const { Code, FunctionName, ReservedConcurrentExecutions, Tags, ...settings } = properties;
    const name = FunctionName ?? context.generatedName(64);
    const created = await context.call<CreateFunctionCommandOutput>(
      'Lambda',
      'CreateFunction',
      defined({
        ...settings,
        FunctionName: name,
        Code: { ZipFile: context.artifact(Code.S3Key) },
        Tags: tagMap(Tags),
      } as CreateFunctionCommandInput),
    );
    if (ReservedConcurrentExecutions !== undefined) {
      await context.call('Lambda', 'PutFunctionConcurrency', {
        FunctionName: name,
        ReservedConcurrentExecutions,
      });
    }
    return {
      ref: name,
      attributes: { Arn: created.FunctionArn! },
      remove: () => context.call('Lambda', 'DeleteFunction', { FunctionName: name }),
    };
  },
  async update(
    { ref: FunctionName },
    { Code, Handler, Timeout, MemorySize, Environment },
    context,
  ) {
    const settings = { FunctionName, Handler, Timeout, MemorySize, Environment };
    await context.call('Lambda', 'UpdateFunctionConfiguration', defined(settings));
    await context.call('Lambda', 'UpdateFunctionCode', {
      FunctionName,
      ZipFile: context.artifact(Code.S3Key),
    });
  },
});
