import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/**
 * Another name of a key, which is a name itself.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html
 */
export const kmsAlias = resourceType({
  type: 'AWS::KMS::Alias',
  properties: z.strictObject({
    AliasName: z
      .string()
      .regex(/^alias\/(?!aws\/)[\w/-]+$/, 'An alias is written as alias/name is'),
    TargetKeyId: z.string(),
  }),
  create: async ({ AliasName }) => ({ ref: AliasName, remove: async () => {} }),
});
