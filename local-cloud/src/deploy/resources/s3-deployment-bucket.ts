import { document, resourceType } from '../resource-type.ts';

/** The logical id that the framework gives the bucket it uploads artifacts to. */
const DEPLOYMENT_BUCKET = 'ServerlessDeploymentBucket';

/**
 * The Serverless Framework's own upload bucket. On the laptop the artifacts are read from the
 * package, so the bucket is only a name. A bucket of the project's own is not served.
 */
export const deploymentBucket = resourceType({
  type: 'AWS::S3::Bucket',
  only: DEPLOYMENT_BUCKET,
  properties: document,
  async create(_properties, context) {
    const name = context.generatedName(63).toLowerCase();
    return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}` }, remove: async () => {} };
  },
});

/** The bucket policy that goes with it. */
export const deploymentBucketPolicy = resourceType({
  type: 'AWS::S3::BucketPolicy',
  only: `${DEPLOYMENT_BUCKET}Policy`,
  properties: document,
  create: async (_properties, context) => ({
    ref: context.generatedName(63),
    remove: async () => {},
  }),
});
