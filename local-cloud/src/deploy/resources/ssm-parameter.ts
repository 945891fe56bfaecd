import * as z from 'zod';
import { defined, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const ssmParameter = resourceType({
  type: 'AWS::SSM::Parameter',
  properties: z.strictObject({
    Name: z.string().optional(),
    Type: z.enum(['String', 'StringList']),
    Value: z.string(),
    Description: z.string().optional(),
  }),
  inert: ['AllowedPattern', 'DataType', 'Tags', 'Tier'],
  async create(properties, context) {
    const Name = properties.Name ?? context.generatedName();
    await context.call('SSM', 'PutParameter', defined({ ...properties, Name }));
    return {
      ref: Name,
      attributes: { Type: properties.Type, Value: properties.Value },
      remove: () => context.call('SSM', 'DeleteParameter', { Name }),
    };
  },
});
