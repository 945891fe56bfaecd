const REGION = 'us-east-1';

/**
 * What a client of the SDK for JavaScript needs to talk to a local cloud. Any key that the cloud did
 * not hand out itself stands for the account's root. StartSyncExecution and TestState would put
 * `sync-` before the host, and S3 the bucket: names that lead nowhere from 127.0.0.1.
 */
export function clientOptions(endpoint: string, region = REGION) {
  return {
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    disableHostPrefix: true,
    forcePathStyle: true,
  };
}

/** The same for the AWS CLI, boto3 and programs with clients of their own, as variables. */
export function clientEnvironment(endpoint: string, region = REGION): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
  };
}

/** The same, as lines for a shell. */
export function exportLines(endpoint: string, region?: string): string {
  return Object.entries(clientEnvironment(endpoint, region))
    .map(([name, value]) => `export ${name}=${value}`)
    .join('\n');
}

/** What takes them back, before the shell talks to AWS again. */
export function unsetLines(): string {
  const names = Object.keys(clientEnvironment(''));
  return [names.slice(0, 3), names.slice(3)].map((some) => `unset ${some.join(' ')}`).join('\n');
}
