import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { serveCloud, serviceOf } from './support/gateway.ts';

test('a disk that is full is told to whoever called, and how to go on', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
  const handle = () => {
    throw full;
  };
  const { gateway, config, problems } = await serveCloud(() => [
    serviceOf('S3', { PutObject: handle }),
  ]);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const put = s3.send(new PutObjectCommand({ Bucket: 'tea', Key: 'black', Body: 'leaves' }));
  await expect(put).rejects.toMatchObject({
    name: 'ServiceUnavailable',
    message: expect.stringMatching(/no space on the disk.*another folder as TMPDIR/),
    $metadata: { httpStatusCode: 503 },
  });
  expect(problems).toEqual([]);
  s3.destroy();
  await gateway.close();
});
