import { invalid } from './errors.ts';

export interface S3Place {
  readonly bucket: string;
  /** A key, or the beginning of keys; may be empty. */
  readonly key: string;
}

/** @throws ValidationException for anything but `s3://bucket/key` */
export function s3Place(uri: string): S3Place {
  const [, bucket, key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(uri) ?? [];
  if (bucket === undefined) throw invalid(`Invalid S3 URI: ${uri}. It must begin with s3://`);
  return { bucket, key };
}
