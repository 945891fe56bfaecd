import type { PutBucketVersioningRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket, required } from '../members.ts';

/**
 * Has a bucket keep all versions of its objects from now on, or no longer.
 * Errors: NoSuchBucket, IllegalVersioningConfigurationException, MalformedXML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export function putBucketVersioning(
  buckets: Buckets,
): Operation<PutBucketVersioningRequest, object> {
  return {
    members: {
      ...ofBucket,
      ChecksumAlgorithm: {},
      ContentMD5: {},
      VersioningConfiguration: {
        ...required,
        members: { Status: { enum: ['Enabled', 'Suspended'] }, MFADelete: { enum: ['Disabled'] } },
      },
    },
    permissions: ({ Bucket }) => [buckets.permission('PutBucketVersioning', Bucket)],
    handle(input) {
      const bucket = buckets.get(input);
      const status = input.VersioningConfiguration?.Status;
      if (status === undefined) {
        throw new AwsError(
          'IllegalVersioningConfigurationException',
          'The Versioning element must be specified',
        );
      }
      bucket.settings = { ...bucket.settings, versioning: status };
      return {};
    },
  };
}
