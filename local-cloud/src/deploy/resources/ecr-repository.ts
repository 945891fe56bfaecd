import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/**
 * No images are served: it is a name, which the stack of `cdk bootstrap` has.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html
 */
export const ecrRepository = resourceType({
  type: 'AWS::ECR::Repository',
  properties: z.strictObject({ RepositoryName: z.string().optional() }),
  inert: [
    ...['EmptyOnDelete', 'EncryptionConfiguration', 'ImageScanningConfiguration'],
    ...['ImageTagMutability', 'LifecyclePolicy', 'RepositoryPolicyText', 'Tags'],
  ],
  async create({ RepositoryName }, { cloud: { region, accountId }, generatedName }) {
    const ref = RepositoryName ?? generatedName(256).toLowerCase();
    return {
      ref,
      attributes: {
        Arn: `arn:aws:ecr:${region}:${accountId}:repository/${ref}`,
        RepositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${ref}`,
      },
      remove: async () => {},
    };
  },
});
