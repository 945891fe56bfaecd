import * as z from 'zod';
import { defined, resourceType } from '../resource-type.ts';
import { cors } from './cors.ts';

interface Made {
  readonly FunctionUrl: string;
  readonly FunctionArn: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html */
export const lambdaUrl = resourceType({
  type: 'AWS::Lambda::Url',
  properties: z.strictObject({
    TargetFunctionArn: z.string(),
    Qualifier: z.string().optional(),
    AuthType: z.string(),
    InvokeMode: z.string().optional(),
    Cors: cors.optional(),
  }),
  fixed: ['TargetFunctionArn', 'Qualifier'],
  async create({ TargetFunctionArn: FunctionName, Qualifier, ...settings }, { call }) {
    const named = defined({ FunctionName, Qualifier });
    const input = { ...named, ...defined(settings) };
    const { FunctionArn, FunctionUrl } = await call<Made>(
      'Lambda',
      'CreateFunctionUrlConfig',
      input,
    );
    return {
      ref: FunctionArn,
      attributes: { FunctionArn, FunctionUrl },
      remove: () => call('Lambda', 'DeleteFunctionUrlConfig', named),
    };
  },
  async update(_, { TargetFunctionArn: FunctionName, ...settings }, { call }) {
    const { Cors = {}, InvokeMode = 'BUFFERED' } = settings;
    const input = defined({ FunctionName, ...settings, Cors, InvokeMode });
    await call('Lambda', 'UpdateFunctionUrlConfig', input);
    return undefined;
  },
});
