import * as z from 'zod';
import { boolean, defined, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export const lambdaPermission = resourceType({
  type: 'AWS::Lambda::Permission',
  properties: z.strictObject({
    FunctionName: z.string(),
    Action: z.string(),
    Principal: z.string(),
    SourceArn: z.string().optional(),
    SourceAccount: z.string().optional(),
    FunctionUrlAuthType: z.string().optional(),
    InvokedViaFunctionUrl: boolean.optional(),
  }),
  async create(properties, context) {
    const { FunctionName } = properties;
    const StatementId = context.generatedName(100);
    await context.call('Lambda', 'AddPermission', defined({ ...properties, StatementId }));
    return {
      ref: StatementId,
      remove: () => context.call('Lambda', 'RemovePermission', { FunctionName, StatementId }),
    };
  },
});
