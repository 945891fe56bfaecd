import type { _Object, Bucket, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { every, type Kind, MOST, textOf } from './kind.ts';

/** S3's buckets. */
export const buckets: Kind = {
  name: 'buckets',
  async list(aws) {
    const paged = { service: 'S3', operation: 'ListBuckets', list: 'Buckets' };
    const found = await every<Bucket>(aws, paged);
    return found.map(({ Name }) => ({ name: Name!, id: Name! }));
  },
  async facts(_aws, { id }) {
    return [['Address', `s3://${id}`]];
  },
  holds: {
    title: 'Objects',
    async read(aws, { id: Bucket }) {
      const { Contents = [] } = await aws.call<ListObjectsV2CommandOutput>('S3', 'ListObjectsV2', {
        ...{ Bucket, MaxKeys: MOST },
      });
      return {
        headings: ['Key', 'Bytes', 'Changed'],
        rows: Contents.map(({ Key, Size, LastModified }: _Object) => ({
          cells: [Key!, Size!.toLocaleString('en'), String(LastModified)],
          async whole() {
            const { Body } = await aws.call<{ Body: string }>('S3', 'GetObject', { Bucket, Key });
            return textOf(Body);
          },
        })),
      };
    },
  },
  acts: [
    {
      label: 'Put an object',
      fields: [{ name: 'Key' }, { name: 'Body', isLong: true }],
      async run(aws, { id: Bucket }, { Key, Body }) {
        await aws.call('S3', 'PutObject', { Bucket, Key, Body });
        return 'It is there. An object of the same key is replaced.';
      },
    },
  ],
};
