import type { Cloud } from '../core/service.ts';
import type { HostedFunction, IssuedSession } from './types.ts';

export interface VariableSources {
  readonly fn: HostedFunction;
  readonly cloud: Cloud;
  readonly session: IssuedSession;
  readonly taskRoot: string;
  readonly logStream: string;
}

/**
 * The environment variables of a function: its own, and AWS's, which win.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function variables(sources: VariableSources): Record<string, string> {
  const { fn, cloud, session, taskRoot, logStream } = sources;
  return {
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    NODE_PATH: nodePath(fn.runtime),
    ...fn.environment,
    TZ: ':UTC',
    _HANDLER: fn.handler,
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: fn.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logging.group,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...logVariables(fn),
  };
}

/** Where modules are looked for that are not beside the code: in layers, then on board. */
function nodePath(runtime: string): string {
  const version = /\d+/.exec(runtime)?.[0];
  return [
    `/opt/nodejs/node${version}/node_modules`,
    '/opt/nodejs/node_modules',
    '/var/runtime/node_modules',
    '/var/runtime',
    '/var/task',
  ].join(':');
}

function logVariables({ logging }: HostedFunction): Record<string, string> {
  if (logging.format === 'Text') return { AWS_LAMBDA_LOG_FORMAT: 'Text' };
  return {
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: logging.applicationLevel ?? 'INFO',
  };
}
