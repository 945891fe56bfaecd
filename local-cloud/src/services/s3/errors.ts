import { AwsError } from '../../core/errors.ts';

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function noSuchBucket(BucketName: string): AwsError {
  return new AwsError('NoSuchBucket', 'The specified bucket does not exist', {
    status: 404,
    members: { BucketName },
  });
}

/** What was asked for was never said of the bucket. */
export function notConfigured(code: string, message: string, BucketName: string): AwsError {
  return new AwsError(code, message, { status: 404, members: { BucketName } });
}

export function noSuchKey(Key: string): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', {
    status: 404,
    members: { Key },
  });
}

export function noSuchVersion(Key: string, VersionId: string): AwsError {
  return new AwsError('NoSuchVersion', 'The specified version does not exist.', {
    status: 404,
    members: { Key, VersionId },
  });
}

/** What was asked for is a delete marker, which is no object. */
export function methodNotAllowed(Method: string): AwsError {
  return new AwsError(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    {
      status: 405,
      members: { Method, ResourceType: 'DeleteMarker' },
      headers: { Allow: 'DELETE' },
    },
  );
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequest', message);
}

export function invalidArgument(message: string, name: string, value?: unknown): AwsError {
  return new AwsError('InvalidArgument', message, {
    members: { ArgumentName: name, ...(value !== undefined && { ArgumentValue: String(value) }) },
  });
}

export function invalidVersionId(value: string): AwsError {
  return invalidArgument('Invalid version id specified', 'versionId', value);
}

/** @param header the one whose condition did not hold */
export function preconditionFailed(header: string): AwsError {
  return new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    { status: 412, members: { Condition: header } },
  );
}

/** A header that S3 knows, but not with this operation or value. */
export function notImplemented(Header: string, additionalMessage?: string): AwsError {
  return new AwsError(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    { status: 501, members: { Header, ...(additionalMessage && { additionalMessage }) } },
  );
}

export function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
