import type { FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import { AwsError } from '../../core/errors.ts';
import { invalid } from './errors.ts';

/** The settings of a function that CreateFunction and UpdateFunctionConfiguration share. */
export interface Settings {
  readonly Role: string;
  readonly Handler: string;
  readonly Runtime: Runtime;
  readonly Description: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly Environment: Readonly<Record<string, string>>;
  readonly DeadLetterArn: string | undefined;
  readonly Tracing: 'Active' | 'PassThrough';
  readonly Logging: Readonly<NonNullable<FunctionConfiguration['LoggingConfig']>>;
  readonly EphemeralStorage: number;
  /** ARNs of versions of layers, the lowest first. */
  readonly Layers: readonly string[];
}

/** The members of both operations, as they are given. */
export interface SettingsInput {
  readonly Role?: string;
  readonly Handler?: string;
  readonly Runtime?: string;
  readonly Description?: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  readonly DeadLetterConfig?: { readonly TargetArn?: string };
  readonly TracingConfig?: { readonly Mode?: string };
  readonly LoggingConfig?: FunctionConfiguration['LoggingConfig'];
  readonly EphemeralStorage?: { readonly Size?: number };
  readonly Layers?: readonly string[];
}

const RUNTIMES = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x'];

/** AWS sets these itself: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED = new Set([
  ...['_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_DEFAULT_REGION', 'AWS_REGION', 'AWS_EXECUTION_ENV'],
  ...['AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_VERSION'],
  ...['AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME'],
  ...['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  ...['AWS_LAMBDA_RUNTIME_API', 'LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR'],
]);

/** In bytes, names and values together. */
const LARGEST_ENVIRONMENT = 4096;

/** The settings with what is given changed. Throws ValidationException, InvalidParameterValueException. */
export function changed(
  before: Settings | undefined,
  input: SettingsInput,
  name: string,
): Settings {
  const settings: Settings = {
    Role: input.Role ?? before?.Role ?? '',
    Handler: input.Handler ?? before?.Handler ?? '',
    Runtime: (input.Runtime as Runtime | undefined) ?? before?.Runtime ?? ('' as Runtime),
    Description: input.Description ?? before?.Description ?? '',
    Timeout: input.Timeout ?? before?.Timeout ?? 3,
    MemorySize: input.MemorySize ?? before?.MemorySize ?? 128,
    Environment: input.Environment
      ? (input.Environment.Variables ?? {})
      : (before?.Environment ?? {}),
    // An empty ARN takes the dead-letter queue away.
    DeadLetterArn: input.DeadLetterConfig
      ? input.DeadLetterConfig.TargetArn || undefined
      : before?.DeadLetterArn,
    Tracing: (input.TracingConfig?.Mode as Settings['Tracing']) ?? before?.Tracing ?? 'PassThrough',
    Logging: input.LoggingConfig
      ? logging(input.LoggingConfig, name)
      : (before?.Logging ?? logging({}, name)),
    EphemeralStorage: input.EphemeralStorage?.Size ?? before?.EphemeralStorage ?? 512,
    Layers: input.Layers ?? before?.Layers ?? [],
  };
  check(settings);
  return settings;
}

function logging(given: Settings['Logging'], name: string): Settings['Logging'] {
  const { LogFormat = 'Text', LogGroup = `/aws/lambda/${name}` } = given;
  if (LogFormat !== 'JSON') {
    if (given.ApplicationLogLevel || given.SystemLogLevel) {
      throw invalid('LogLevel is not supported when LogFormat is set to Text.');
    }
    return { LogFormat, LogGroup };
  }
  const { ApplicationLogLevel = 'INFO', SystemLogLevel = 'INFO' } = given;
  return { LogFormat, LogGroup, ApplicationLogLevel, SystemLogLevel };
}

function check(settings: Settings): void {
  const { Runtime, Handler, DeadLetterArn } = settings;
  if (!Runtime || !Handler) {
    throw invalid(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  if (!RUNTIMES.includes(Runtime)) {
    throw runtimeNotSupported(Runtime);
  }
  if (DeadLetterArn !== undefined && !/^arn:aws[\w-]*:(?:sqs|sns):/.test(DeadLetterArn)) {
    throw invalid(
      `The provided dead-letter target ${DeadLetterArn} is neither an SQS queue nor an SNS topic.`,
    );
  }
  checkEnvironment(settings.Environment);
}

function runtimeNotSupported(runtime: string): AwsError {
  const fix = runtime.startsWith('nodejs')
    ? `Say ${RUNTIMES.at(-1)} instead.`
    : 'Leave such functions out of what is deployed here, by a Condition for example, or write them in JavaScript.';
  return new AwsError(
    'NotSupportedByLocalCloud',
    `The local cloud does not run functions of the runtime ${runtime}, only of ${RUNTIMES.join(', ')}. ${fix}`,
    { status: 501 },
  );
}

function checkEnvironment(variables: Settings['Environment']): void {
  const names = Object.keys(variables);
  const reserved = names.filter((name) => RESERVED.has(name));
  if (reserved.length > 0) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const size = Buffer.byteLength(JSON.stringify(variables));
  if (size > LARGEST_ENVIRONMENT) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`,
    );
  }
}
