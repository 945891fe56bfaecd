import { S3Client } from '@aws-sdk/client-s3';

/** One client per function instance: its connection is reused from invocation to invocation. */
export const s3 = new S3Client();
