import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientOptions } from '../src/client/options.ts';

export interface ObjectFigures {
  readonly bytes: number;
  readonly putSeconds: number;
  readonly getSeconds: number;
  /** By how much the cloud's memory grew at most, in bytes. */
  readonly growth: number;
}

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** An object of 1 GiB to S3 and back, in a process of its own: the time, and the memory it took. */
export async function measureObjects(progress: (line: string) => void): Promise<ObjectFigures> {
  const child = fork(join(import.meta.dirname, 'objects/cloud.ts'));
  try {
    const [endpoint] = (await once(child, 'message')) as [string];
    const s3 = new S3Client({ ...clientOptions(endpoint), maxAttempts: 1 });
    await s3.send(new CreateBucketCommand({ Bucket: 'bench' }));
    await roundTrip(s3, MIB);
    const { rss } = await memoryOf(child);
    const times = await roundTrip(s3, GIB);
    const { peak } = await memoryOf(child);
    const figures = { bytes: GIB, ...times, growth: peak - rss };
    progress(
      `1 GiB: put in ${figures.putSeconds.toFixed(1)} s, got in ${figures.getSeconds.toFixed(1)} s, ` +
        `the cloud's memory grew by ${Math.round(figures.growth / MIB)} MiB at most`,
    );
    return figures;
  } finally {
    child.disconnect();
  }
}

async function roundTrip(s3: S3Client, bytes: number) {
  const where = { Bucket: 'bench', Key: 'object' };
  const begun = performance.now();
  const Body = Readable.from(chunks(bytes));
  await s3.send(new PutObjectCommand({ ...where, Body, ContentLength: bytes }));
  const written = performance.now();
  const answer = await s3.send(new GetObjectCommand(where));
  await pipeline(
    answer.Body as Readable,
    new Writable({ write: (_chunk, _encoding, done) => done() }),
  );
  const read = performance.now();
  return { putSeconds: (written - begun) / 1000, getSeconds: (read - written) / 1000 };
}

function* chunks(bytes: number): Iterable<Buffer> {
  const chunk = Buffer.alloc(MIB, 'object');
  for (let left = bytes; left > 0; left -= chunk.byteLength) yield chunk;
}

async function memoryOf(child: ChildProcess): Promise<{ rss: number; peak: number }> {
  child.send('memory');
  const [memory] = await once(child, 'message');
  return memory;
}
