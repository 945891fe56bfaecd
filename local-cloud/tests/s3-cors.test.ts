import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { testFolder } from '../src/core/testing.ts';
import { startCloud } from '../src/index.ts';

const ORIGIN = 'http://localhost:3000';
const TEMPLATE = `
Resources:
  Charts:
    Type: AWS::S3::Bucket
    Properties:
      CorsConfiguration:
        CorsRules:
          - { AllowedOrigins: ["${ORIGIN}"], AllowedMethods: [GET], ExposedHeaders: [etag], MaxAge: 60 }
`;

test('a page of this machine reads from a bucket that lets it', async () => {
  const file = join(testFolder(), 'template.yaml');
  writeFileSync(file, TEMPLATE);
  await using cloud = await startCloud({ template: file });
  const Bucket = cloud.resource('Charts');
  const s3 = cloud.client(S3Client);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'north', Body: 'shoals' }));
  const url = `${cloud.endpoint}/${Bucket}/north`;
  const asking = (method: string) => ({
    method: 'OPTIONS',
    headers: { origin: ORIGIN, 'access-control-request-method': method },
  });
  const asked = await fetch(url, asking('GET'));
  expect(asked.status).toBe(200);
  expect(asked.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  expect(asked.headers.get('access-control-max-age')).toBe('60');
  expect((await fetch(url, asking('PUT'))).status).toBe(403);

  const seen: (string | undefined)[] = [];
  s3.middlewareStack.add(
    (next) => async (args) => {
      (args.request as { headers: Record<string, string> }).headers.origin = ORIGIN;
      const result = await next(args);
      const { headers } = result.response as { headers: Record<string, string> };
      seen.push(headers['access-control-allow-origin'], headers['access-control-expose-headers']);
      return result;
    },
    { step: 'build' },
  );
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'north' }));
  expect(await Body!.transformToString()).toBe('shoals');
  expect(seen).toEqual([ORIGIN, 'etag']);
});
