import * as z from 'zod';
import { boolean, defined, type ResourceContext, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  FunctionName: z.string(),
  Action: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
  FunctionUrlAuthType: z.string().optional(),
  InvokedViaFunctionUrl: boolean.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export const lambdaPermission = resourceType({
  type: 'AWS::Lambda::Permission',
  properties,
  create: add,
  /** Another one takes its place. */
  async update(deployed, properties, context) {
    const added = await add(properties, context);
    await deployed.remove();
    return added;
  },
});

async function add(given: z.output<typeof properties>, context: ResourceContext) {
  const { FunctionName } = given;
  const StatementId = context.generatedName(100);
  await context.call('Lambda', 'AddPermission', defined({ ...given, StatementId }));
  return {
    ref: StatementId,
    remove: () => context.call('Lambda', 'RemovePermission', { FunctionName, StatementId }),
  };
}
