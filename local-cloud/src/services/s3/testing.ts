import { buffer } from 'node:stream/consumers';
import { testFolder } from '../../core/testing.ts';
import { callable, fakeCloud } from '../testing.ts';
import type { ObjectEvent } from './events.ts';
import { createS3 } from './index.ts';

/** An S3 of its own with the bucket `orders`, on a frozen clock, and what it told. */
export async function withBucket() {
  const cloud = fakeCloud();
  const folder = testFolder();
  const roleId = (arn: string) => `AROA${arn.split('/').at(-1)!.toUpperCase()}`;
  const service = createS3(cloud, folder, roleId);
  const events: ObjectEvent[] = [];
  service.onEvent((event) => void events.push(event));
  const s3 = callable(service);
  await s3.CreateBucket({ Bucket: 'orders' });
  return {
    ...{ cloud, folder, service, events, s3 },
    put: (Key: string, Body = '', more: object = {}) =>
      s3.PutObject({ Bucket: 'orders', Key, Body, ...more }),
    text: async (Key: string, more: object = {}) => {
      const { Body } = await s3.GetObject({ Bucket: 'orders', Key, ...more });
      return (await buffer(Body)).toString();
    },
    version: () =>
      s3.PutBucketVersioning({
        Bucket: 'orders',
        VersioningConfiguration: { Status: 'Enabled' },
      }),
  };
}
