import { sdkIdOf } from '../../src/sdk/sdk-ids.ts';

/** An operation of a service, and the protocol it was asked in. */
export interface Target {
  readonly sdkId: string;
  readonly operation: string;
  /** AWS Query, where the client speaks another protocol by itself. */
  readonly query: boolean;
}

/** boto3's clients whose names are not those of the SDK for JavaScript. */
const CLIENTS: Readonly<Record<string, string>> = {
  events: 'EventBridge',
  logs: 'CloudWatch Logs',
  stepfunctions: 'SFN',
};

/** Operations of S3 that boto3 has kept: on the wire they are what they are called now. */
const OLDER: Readonly<Record<string, string>> = {
  GetBucketLifecycle: 'GetBucketLifecycleConfiguration',
  GetBucketNotification: 'GetBucketNotificationConfiguration',
};

/**
 * What a recorded call asks for: `sqs:CreateQueue`, `sqs_query:get_queue_url`, `lambda_:invoke`.
 * Undefined for requests that were written by hand (`s3_http:put`).
 */
export function targetOf(call: string): Target | undefined {
  const [client, method] = call.split(':') as [string, string];
  const [, name, speech] = /^([a-z0-9]+?)_?(?:[-_](query|http|anon|vhost))?$/.exec(client) ?? [];
  if (name === undefined || speech === 'http' || speech === 'anon' || speech === 'vhost') {
    return undefined;
  }
  const sdkId = CLIENTS[name] ?? sdkIdOf(name);
  const operation = operationOf(method);
  return { sdkId, operation: OLDER[operation] ?? operation, query: speech === 'query' };
}

/** boto3 writes operations as methods: `list_objects_v2` is ListObjectsV2. */
function operationOf(method: string): string {
  if (/^[A-Z]/.test(method)) return method;
  return method.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
