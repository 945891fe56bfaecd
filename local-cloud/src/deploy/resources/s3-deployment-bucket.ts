import { UserError } from '../../core/errors.ts';
import { document, resourceType } from '../resource-type.ts';

/** The logical id that the framework gives the bucket it uploads artifacts to. */
const DEPLOYMENT_BUCKET = 'ServerlessDeploymentBucket';

/**
 * The framework's own upload bucket. On the laptop the artifacts are read from the package, so
 * the bucket is only a name. A workflow's own bucket is not served yet and is refused.
 */
export const deploymentBucket = resourceType({
  type: 'AWS::S3::Bucket',
  properties: document,
  async create(_properties, context) {
    if (context.logicalId !== DEPLOYMENT_BUCKET) {
      throw new UserError(`The local cloud does not serve AWS::S3::Bucket (${context.logicalId})`);
    }
    const name = context.generatedName(63).toLowerCase();
    return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}` }, remove: async () => {} };
  },
});

/** The bucket policy that goes with it. */
export const deploymentBucketPolicy = resourceType({
  type: 'AWS::S3::BucketPolicy',
  properties: document,
  async create(_properties, context) {
    if (context.logicalId !== `${DEPLOYMENT_BUCKET}Policy`) {
      throw new UserError(
        `The local cloud does not serve AWS::S3::BucketPolicy (${context.logicalId})`,
      );
    }
    return { ref: context.generatedName(63), remove: async () => {} };
  },
});
