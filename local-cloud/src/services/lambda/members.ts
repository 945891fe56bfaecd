import type { Constraint, Contract } from '../../core/contract.ts';

// What the API model says of members that several operations have.

/** A partial ARN or the beginning of an ARN, before a function's name. */
const SCOPE =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?';

/** Of operations on functions as a whole. */
export const plainName = {
  required: true,
  pattern: `${SCOPE}([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
  length: [1, 140],
} as const satisfies Constraint;
/** Of operations that also take a version or an alias, at the name's end. */
export const optionalName = {
  pattern: `${SCOPE}([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
  length: [1, 256],
} as const satisfies Constraint;
export const namespacedName = { ...optionalName, required: true } as const satisfies Constraint;
export const qualifier = {
  pattern: '\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+',
  length: [1, 128],
} as const satisfies Constraint;
/** A number alone would be a version. */
export const aliasName = {
  required: true,
  pattern: '(?!^[0-9]+$)([a-zA-Z0-9-_]+)',
  length: [1, 128],
} as const satisfies Constraint;
export const functionVersion = {
  pattern: '(\\$LATEST|[0-9]+)',
  length: [1, 1024],
} as const satisfies Constraint;
export const routingConfig = {
  members: {
    AdditionalVersionWeights: {
      keys: { pattern: '[0-9]+', length: [1, 1024] },
      values: { range: [0, 1], fraction: true },
    },
  },
} as const satisfies Constraint;
export const arn = {
  pattern:
    'arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)',
} as const satisfies Constraint;
export const roleArn = {
  pattern: 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
} as const satisfies Constraint;
export const architecture = { enum: ['x86_64', 'arm64'] } as const satisfies Constraint;
export const architectures = { length: [1, 1], items: architecture } as const satisfies Constraint;
export const layerName = {
  required: true,
  pattern: '(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+',
  length: [1, 140],
} as const satisfies Constraint;
export const layerVersionArn = {
  pattern: 'arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+',
  length: [1, 140],
} as const satisfies Constraint;
export const required = { required: true } as const satisfies Constraint;
/** Of lists of layers and of their versions. */
export const listedLayers = {
  CompatibleRuntime: {},
  CompatibleArchitecture: architecture,
  Marker: {},
  MaxItems: { range: [1, 50] },
} as const satisfies Contract;
/** What can be tagged. */
export const taggable = {
  required: true,
  pattern:
    'arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)',
  length: [1, 256],
} as const satisfies Constraint;
export const maxItems = { range: [1, 10_000] } as const satisfies Constraint;

/** What can be set and changed of a function. */
export const settingsMembers = {
  Role: roleArn,
  Handler: { pattern: '[^\\s]+', length: [0, 128] },
  Runtime: {},
  Description: { length: [0, 256] },
  Timeout: { range: [1, 900] },
  MemorySize: { range: [128, 32_768] },
  DeadLetterConfig: {
    members: { TargetArn: { pattern: '(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()' } },
  },
  Environment: {
    members: {
      Variables: {
        keys: { pattern: '[a-zA-Z]([a-zA-Z0-9_])+' },
        values: {},
        sensitive: true,
      },
    },
  },
  TracingConfig: { members: { Mode: { enum: ['Active', 'PassThrough'] } } },
  Layers: { items: layerVersionArn },
  EphemeralStorage: { members: { Size: { required: true, range: [512, 10_240] } } },
  LoggingConfig: {
    members: {
      LogFormat: { enum: ['JSON', 'Text'] },
      ApplicationLogLevel: { enum: ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] },
      SystemLogLevel: { enum: ['DEBUG', 'INFO', 'WARN'] },
      LogGroup: { pattern: '[\\.\\-_/#A-Za-z0-9]+', length: [1, 512] },
    },
  },
} as const satisfies Contract;

const destination = {
  members: {
    Destination: {
      pattern:
        '$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)',
      length: [0, 350],
    },
  },
} as const satisfies Constraint;

/** What can be set and changed of an event source mapping. */
export const mappingMembers = {
  FunctionName: optionalName,
  Enabled: {},
  BatchSize: { range: [1, 10_000] },
  FilterCriteria: {
    members: { Filters: { items: { members: { Pattern: { pattern: '.*', length: [0, 4096] } } } } },
  },
  MaximumBatchingWindowInSeconds: { range: [0, 300] },
  FunctionResponseTypes: { length: [0, 1], items: { enum: ['ReportBatchItemFailures'] } },
  ScalingConfig: { members: { MaximumConcurrency: { range: [2, 1000] } } },
  ParallelizationFactor: { range: [1, 10] },
  BisectBatchOnFunctionError: {},
  MaximumRetryAttempts: { range: [-1, 10_000] },
  MaximumRecordAgeInSeconds: { range: [-1, 604_800] },
  DestinationConfig: { members: { OnSuccess: destination, OnFailure: destination } },
} as const satisfies Contract;

/** A function's URL is its own, or that of an alias. */
export const urlQualifier = {
  pattern: '((?!^\\d+$)^[0-9a-zA-Z-_]+$)',
  length: [1, 128],
} as const satisfies Constraint;

/** What can be set and changed of a function's URL. */
export const urlMembers = {
  FunctionName: plainName,
  Qualifier: urlQualifier,
  AuthType: { enum: ['NONE', 'AWS_IAM'] },
  Cors: {
    members: {
      AllowCredentials: {},
      AllowHeaders: { length: [0, 100], items: { pattern: '.*', length: [0, 1024] } },
      AllowMethods: { length: [0, 6], items: { pattern: '.*', length: [0, 6] } },
      AllowOrigins: { length: [0, 100], items: { pattern: '.*', length: [1, 253] } },
      ExposeHeaders: { length: [0, 100], items: { pattern: '.*', length: [0, 1024] } },
      MaxAge: { range: [0, 86_400] },
    },
  },
  InvokeMode: { enum: ['BUFFERED', 'RESPONSE_STREAM'] },
} as const satisfies Contract;

/** How asynchronous events of a function are dealt with. */
export const eventInvokeConfig = {
  FunctionName: namespacedName,
  Qualifier: qualifier,
  MaximumRetryAttempts: { range: [0, 2] },
  MaximumEventAgeInSeconds: { range: [60, 21_600] },
  DestinationConfig: { members: { OnSuccess: destination, OnFailure: destination } },
} as const satisfies Contract;
