import * as z from 'zod';
import { defined, number, resourceType } from '../resource-type.ts';

const destination = z.strictObject({ Destination: z.string() }).optional();

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
export const lambdaEventInvokeConfig = resourceType({
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: z.strictObject({
    FunctionName: z.string(),
    Qualifier: z.string(),
    MaximumEventAgeInSeconds: number.optional(),
    MaximumRetryAttempts: number.optional(),
    DestinationConfig: z
      .strictObject({ OnSuccess: destination, OnFailure: destination })
      .optional(),
  }),
  async create(properties, context) {
    const { FunctionName, Qualifier } = properties;
    await context.call('Lambda', 'PutFunctionEventInvokeConfig', defined(properties));
    const remove = () =>
      context.call('Lambda', 'DeleteFunctionEventInvokeConfig', { FunctionName, Qualifier });
    return { ref: `${FunctionName}|${Qualifier}`, remove };
  },
  fixed: ['FunctionName', 'Qualifier'],
  async update(_deployed, properties, context) {
    await context.call('Lambda', 'PutFunctionEventInvokeConfig', defined(properties));
    return undefined;
  },
});
