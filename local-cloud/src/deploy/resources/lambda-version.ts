import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { defined, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html */
export const lambdaVersion = resourceType({
  type: 'AWS::Lambda::Version',
  properties: z.strictObject({
    FunctionName: z.string(),
    CodeSha256: z.string().optional(),
    Description: z.string().optional(),
  }),
  inert: ['ProvisionedConcurrencyConfig', 'RuntimePolicy'],
  async create(properties, context) {
    const { Version, FunctionArn } = await context.call<FunctionConfiguration>(
      'Lambda',
      'PublishVersion',
      defined(properties),
    );
    return {
      ref: FunctionArn!,
      attributes: { FunctionArn: FunctionArn!, Version: Version! },
      remove: () =>
        context.call('Lambda', 'DeleteFunction', {
          FunctionName: properties.FunctionName,
          Qualifier: Version,
        }),
    };
  },
});
