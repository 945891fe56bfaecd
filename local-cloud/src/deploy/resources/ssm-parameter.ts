import * as z from 'zod';
import { texts } from '../../core/json-schemas.ts';
import { defined, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const ssmParameter = resourceType({
  type: 'AWS::SSM::Parameter',
  properties: z.strictObject({
    Name: z.string().optional(),
    Type: z.enum(['String', 'StringList']),
    Value: z.string(),
    Description: z.string().optional(),
    AllowedPattern: z.string().optional(),
    Tags: texts.optional(),
  }),
  inert: ['DataType', 'Tier'],
  async create({ Tags, ...properties }, context) {
    const Name = properties.Name ?? context.generatedName();
    await context.call(
      'SSM',
      'PutParameter',
      defined({ ...properties, Name, Tags: tagList(Tags) }),
    );
    return {
      ref: Name,
      attributes: { Type: properties.Type, Value: properties.Value },
      remove: () => context.call('SSM', 'DeleteParameter', { Name }),
    };
  },
  fixed: ['Name', 'Tags'],
  async update({ ref: Name }, { Tags: _tags, ...properties }, context) {
    const changed = defined({ ...properties, Name, Overwrite: true });
    await context.call('SSM', 'PutParameter', changed);
    return { attributes: { Type: properties.Type, Value: properties.Value } };
  },
});

/** A map in a template, and a list in the service. */
function tagList(tags: Readonly<Record<string, string>> | undefined) {
  return tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
