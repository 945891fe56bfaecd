import type { Broken } from '../../core/contract.ts';
import { AwsError } from '../../core/errors.ts';
import { ownText } from '../../core/validation-errors.ts';
import { noPolicy } from './bucket-policy.ts';
import { invalidArgument, invalidRequest, malformedXml } from './errors.ts';

/** S3 tells one thing at a time: what a document lacks makes it malformed. */
export function refusal([first]: readonly Broken[]): AwsError {
  const { member, rule, value } = first!;
  const own = ownText(first!);
  if (own !== undefined) return invalidArgument(own, member, value);
  const argument = rule === 'required' ? undefined : ARGUMENTS[member];
  if (argument !== undefined) return invalidArgument(argument.message, argument.name, value);
  if (member === 'Key' && rule === 'length' && value !== '') return keyTooLong(String(value));
  if (member === 'ObjectAttributes') {
    return invalidRequest('The header x-amz-object-attributes must name at least one attribute');
  }
  if (member === 'Policy') return noPolicy();
  if (member === 'StorageClass') return invalidStorageClass(String(value));
  if (member === 'ServerSideEncryption' || member === 'SSEAlgorithm') {
    return unservedEncryption(member, String(value));
  }
  return malformedXml();
}

/** What S3 says of arguments whose value it does not take. */
const ARGUMENTS: Readonly<Record<string, { readonly name: string; readonly message: string }>> = {
  ACL: { name: 'x-amz-acl', message: 'Unknown canned access control list.' },
  MaxKeys: {
    name: 'maxKeys',
    message: 'Argument maxKeys must be an integer between 0 and 2147483647',
  },
  MaxBuckets: {
    name: 'max-buckets',
    message: 'Argument max-buckets must be an integer between 1 and 10000',
  },
  MaxParts: {
    name: 'max-parts',
    message: 'Argument max-parts must be an integer between 0 and 2147483647',
  },
  MaxUploads: {
    name: 'max-uploads',
    message: 'Argument max-uploads must be an integer between 0 and 2147483647',
  },
  MetadataDirective: {
    name: 'x-amz-metadata-directive',
    message: 'Unknown metadata directive.',
  },
  TaggingDirective: { name: 'x-amz-tagging-directive', message: 'Unknown tagging directive.' },
  ObjectAttributes: {
    name: 'x-amz-object-attributes',
    message: 'Invalid attribute name specified.',
  },
};

function keyTooLong(key: string): AwsError {
  return new AwsError('KeyTooLongError', 'Your key is too long', {
    members: { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: '1024' },
  });
}

function invalidStorageClass(StorageClassRequested: string): AwsError {
  return new AwsError('InvalidStorageClass', 'The storage class you specified is not valid', {
    members: { StorageClassRequested },
  });
}

function unservedEncryption(member: string, value: string): AwsError {
  return new AwsError(
    'NotSupportedByLocalCloud',
    `The local cloud does not serve the value ${value} of the member ${member} of S3, only AES256.`,
    { status: 501 },
  );
}
