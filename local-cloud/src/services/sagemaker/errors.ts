import { AwsError } from '../../core/errors.ts';

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** @param what `model`, `endpoint configuration` or `endpoint` */
export function alreadyExists(what: string, arn: string): AwsError {
  return invalid(`Cannot create already existing ${what} "${arn}".`);
}

/** @param what `model`, `endpoint configuration` or `endpoint` */
export function notFound(what: string, arn: string): AwsError {
  return invalid(`Could not find ${what} "${arn}".`);
}

export function jobExists(arn: string): AwsError {
  return new AwsError(
    'ResourceInUse',
    'Training job names must be unique within an AWS account and region, and a training job with ' +
      `this name already exists (${arn})`,
  );
}

export function inProgress(arn: string): AwsError {
  return invalid(`Cannot update in-progress endpoint "${arn}".`);
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
export function hasFailed(arn: string): AwsError {
  return invalid(
    `Cannot update failed endpoint "${arn}". DeleteEndpoint is the only operation that can be ` +
      'performed on a failed endpoint.',
  );
}

export function notAssumable(roleArn: string): AwsError {
  return invalid(
    `Could not assume role ${roleArn}. Please ensure that the role exists and allows principal ` +
      "'sagemaker.amazonaws.com' to assume the role.",
  );
}

export function noInput(uri: string, bucket: string, region: string, roleArn: string): AwsError {
  return invalid(
    `No S3 objects found under S3 URL "${uri}" given in input data source. Please ensure that the ` +
      `bucket exists in the selected region (${region}), that objects exist under that S3 prefix, ` +
      `and that the role "${roleArn}" has "s3:ListBucket" permissions on bucket "${bucket}".`,
  );
}

export function noModelData(uri: string, roleArn: string, region: string): AwsError {
  return invalid(
    `Could not access model data at ${uri}. Please ensure that the role "${roleArn}" exists and ` +
      'that its trust relationship policy allows the action "sts:AssumeRole" for the service ' +
      'principal "sagemaker.amazonaws.com". Also ensure that the role has "s3:GetObject" ' +
      `permissions and that the object is located in ${region}.`,
  );
}

export function noJob(): AwsError {
  return invalid('Requested resource not found.');
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html */
export function throttled(): AwsError {
  return new AwsError('ThrottlingException', 'Rate exceeded', { status: 429 });
}
