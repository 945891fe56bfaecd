import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type {
  GetBucketNotificationConfigurationCommandOutput,
  ListBucketsCommandOutput,
} from '@aws-sdk/client-s3';
import type { AwsCaller } from '../client/aws-caller.ts';
import { UserError } from '../core/errors.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { listenersOf } from './drop-listeners.ts';
import { callerAt, ENDPOINT_OPTION, runningEndpoint } from './endpoint.ts';

export const dropCommand: Command = {
  name: 'drop',
  usage: '<file>',
  help: `Put a file into the bucket of a workflow
What listens goes to work, and is told. Without --bucket it is the one bucket
that tells somebody of objects with such a name.`,
  positionals: [1, 1],
  options: {
    bucket: { type: 'string', value: 'NAME', help: 'the bucket' },
    key: { type: 'string', value: 'KEY', help: "the object's key (default: the file's name)" },
    json: JSON_OPTION,
    endpoint: ENDPOINT_OPTION,
  },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    const [file = ''] = positionals;
    const content = contentOf(file);
    const aws = await callerAt(await runningEndpoint(invocation));
    const key = String(flags.key ?? basename(file));
    const bucket = String(flags.bucket ?? (await inboxFor(aws, key, content.length)));
    const listeners = await listenersOf(aws, { bucket, key, size: content.length });
    if (listeners.length === 0) throw nobodyListens(bucket, key);
    const type = CONTENT_TYPES[extname(key).toLowerCase()];
    await aws.call('S3', 'PutObject', {
      Bucket: bucket,
      Key: key,
      Body: content,
      ...(type !== undefined && { ContentType: type }),
    });
    terminal.out(
      flags.json
        ? JSON.stringify({ bucket, key, bytes: content.length, listeners })
        : `s3://${bucket}/${key} is there (${content.length} bytes), and goes to:\n${listeners
            .map((one) => `  ${one}\n`)
            .join('')}\`local-cloud executions\` shows what comes of it.`,
    );
    return 0;
  },
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
};

function contentOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new UserError(`${file} cannot be read`, { why: (cause as Error).message, cause });
  }
}

/** The one bucket that tells somebody of an object of that name, or else of any. */
async function inboxFor(aws: AwsCaller, key: string, size: number): Promise<string> {
  const { Buckets = [] } = await aws.call<ListBucketsCommandOutput>('S3', 'ListBuckets', {});
  const names = Buckets.map(({ Name = '' }) => Name);
  const telling = await having(names, (bucket) => tells(aws, bucket));
  if (telling.length === 1) return telling[0]!;
  const fitting = await having(
    telling,
    async (bucket) => (await listenersOf(aws, { bucket, key, size })).length > 0,
  );
  if (fitting.length === 1) return fitting[0]!;
  const which = fitting.length === 0 ? 'No bucket tells' : 'More than one bucket tells';
  throw new UserError(`${which} anybody of objects like ${key}`, {
    why: `Buckets there: ${names.join(', ') || 'none'}`,
    fix: 'Name one with --bucket NAME.',
    exitCode: 2,
  });
}

async function having(buckets: readonly string[], is: (bucket: string) => Promise<boolean>) {
  const which = await Promise.all(buckets.map(is));
  return buckets.filter((_, at) => which[at]);
}

async function tells(aws: AwsCaller, Bucket: string): Promise<boolean> {
  const { $metadata: _, ...told } = await aws.call<GetBucketNotificationConfigurationCommandOutput>(
    'S3',
    'GetBucketNotificationConfiguration',
    { Bucket },
  );
  return Object.keys(told).length > 0;
}

function nobodyListens(bucket: string, key: string): UserError {
  return new UserError(`Nobody listens for ${key} in ${bucket}`, {
    why: 'No notification of the bucket and no rule of EventBridge is for an object of that name.',
    fix: 'Drop a file of another kind, or name another bucket with --bucket NAME.',
  });
}
