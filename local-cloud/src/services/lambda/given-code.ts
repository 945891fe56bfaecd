import type { Constraint } from '../../core/contract.ts';
import { AwsError, notSupported } from '../../core/errors.ts';
import { objectBytes } from '../../core/object-bytes.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { LARGEST_UNPACKED, tooLarge } from '../../function-host/archive.ts';
import { invalid, lambdaError } from './errors.ts';

interface GivenCode {
  readonly ZipFile?: Uint8Array;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
}

/** What the API model says of the members that say where the code is. */
export const codeMembers = {
  ZipFile: { sensitive: true },
  S3Bucket: { length: [3, 63] },
  S3Key: { length: [1, 1024] },
  S3ObjectVersion: { length: [1, 1024] },
} as const satisfies Record<string, Constraint>;

/**
 * The zip archive: as it was sent, or as the object that the caller may read.
 *
 * @throws InvalidParameterValueException, AccessDeniedException
 */
export async function givenCode(
  cloud: Cloud,
  principal: Principal,
  code: GivenCode,
  PackageType = 'Zip',
): Promise<Uint8Array> {
  if (PackageType !== 'Zip') {
    throw notSupported('Lambda', `packages of the type ${PackageType} (only Zip)`);
  }
  const { ZipFile, S3Bucket, S3Key, S3ObjectVersion } = code;
  const isInS3 = [S3Bucket, S3Key, S3ObjectVersion].some((member) => member !== undefined);
  if (isInS3 && ZipFile !== undefined) {
    throw invalid('The code is given twice, as ZipFile and as an object of S3: give one of them.');
  }
  if (isInS3) return objectOf(cloud, principal, S3Bucket, S3Key, S3ObjectVersion);
  if (ZipFile === undefined || ZipFile.length === 0) {
    throw invalid('Uploaded file must be a non-empty zip');
  }
  return ZipFile;
}

async function objectOf(
  cloud: Cloud,
  principal: Principal,
  Bucket: string | undefined,
  Key: string | undefined,
  VersionId: string | undefined,
): Promise<Uint8Array> {
  if (Bucket === undefined || Key === undefined) {
    throw invalid('An object of S3 is named by S3Bucket and S3Key: give both.');
  }
  const input = { Bucket, Key, ...(VersionId !== undefined && { VersionId }) };
  try {
    // No further than an archive may come to when it is unpacked.
    return await objectBytes(cloud, principal, input, { most: LARGEST_UNPACKED, tooLarge });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code.startsWith('InvalidParameter')) throw error;
    throw unreadable(error, `${Bucket}/${Key}`);
  }
}

/** As Lambda passes on what S3 says. */
function unreadable({ code, message }: AwsError, object: string): AwsError {
  if (code !== 'AccessDenied') {
    return invalid(
      `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`,
    );
  }
  return lambdaError(
    'AccessDeniedException',
    `Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ${object}. S3 Error Code: AccessDenied. S3 Error Message: ${message}`,
    403,
  );
}
