import type { Constraint } from '../../core/contract.ts';

/**
 * What the API model says of members that several operations have.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
 */
const NAME = '^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}';
const S3_URI = '^(https|s3)://([^/]+)/?(.*)$';

export const trainingJobName = {
  required: true,
  length: [1, 63],
  pattern: NAME,
} as const satisfies Constraint;
export const name = {
  required: true,
  length: [0, 63],
  pattern: NAME,
} as const satisfies Constraint;
const s3Uri = { length: [0, 1024], pattern: S3_URI } as const satisfies Constraint;
export const roleArn = {
  length: [20, 2048],
  pattern: '^arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+$',
} as const satisfies Constraint;
const instanceType = {
  pattern: '^ml\\.[a-z0-9-]+\\.[a-z0-9-]+$',
} as const satisfies Constraint;
export const resourceArn = {
  required: true,
  length: [0, 256],
  pattern: 'arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.+',
} as const satisfies Constraint;

const TAG = '^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$';
export const tags = {
  length: [0, 50],
  items: {
    members: {
      Key: { required: true, length: [1, 128], pattern: TAG },
      Value: { required: true, length: [0, 256], pattern: TAG },
    },
  },
} as const satisfies Constraint;

/** Of lists that are filtered and sorted. */
export const listed = {
  NextToken: { length: [0, 8192] },
  MaxResults: { range: [1, 100] },
  NameContains: { length: [0, 63], pattern: '[a-zA-Z0-9\\-]+' },
  CreationTimeAfter: {},
  CreationTimeBefore: {},
  SortOrder: { enum: ['Ascending', 'Descending'] },
} as const satisfies Record<string, Constraint>;

export const lastModified = {
  LastModifiedTimeAfter: {},
  LastModifiedTimeBefore: {},
} as const satisfies Record<string, Constraint>;

const channel = {
  members: {
    ChannelName: { required: true, length: [1, 64], pattern: '[A-Za-z0-9\\.\\-_]+' },
    DataSource: {
      required: true,
      members: {
        S3DataSource: {
          required: true,
          members: {
            S3DataType: {
              required: true,
              enum: ['ManifestFile', 'S3Prefix', 'AugmentedManifestFile'],
            },
            S3Uri: { required: true, ...s3Uri },
            S3DataDistributionType: { enum: ['FullyReplicated', 'ShardedByS3Key'] },
          },
        },
      },
    },
    ContentType: { length: [0, 256] },
    CompressionType: { enum: ['None', 'Gzip'] },
    RecordWrapperType: { enum: ['None', 'RecordIO'] },
    InputMode: { enum: ['Pipe', 'File', 'FastFile'] },
  },
} as const satisfies Constraint;

export const trainingJob = {
  TrainingJobName: trainingJobName,
  HyperParameters: {
    length: [0, 100],
    keys: { length: [0, 256], pattern: '.*' },
    values: { length: [0, 2500], pattern: '.*' },
  },
  AlgorithmSpecification: {
    required: true,
    members: {
      TrainingImage: { length: [0, 255], pattern: '.*' },
      TrainingInputMode: { required: true, enum: ['Pipe', 'File', 'FastFile'] },
    },
  },
  RoleArn: { required: true, ...roleArn },
  InputDataConfig: { length: [1, 20], items: channel },
  OutputDataConfig: {
    required: true,
    members: {
      S3OutputPath: { required: true, ...s3Uri },
      CompressionType: { enum: ['GZIP', 'NONE'] },
    },
  },
  ResourceConfig: {
    required: true,
    members: {
      InstanceType: { required: true, ...instanceType },
      InstanceCount: { required: true, range: [0] },
      VolumeSizeInGB: { range: [0] },
    },
  },
  StoppingCondition: { members: { MaxRuntimeInSeconds: { range: [1] } } },
  Tags: tags,
  EnableNetworkIsolation: {},
  EnableInterContainerTrafficEncryption: {},
  EnableManagedSpotTraining: {},
} as const satisfies Record<string, Constraint>;

export const model = {
  ModelName: name,
  PrimaryContainer: {
    members: {
      ContainerHostname: { length: [0, 63], pattern: NAME },
      Image: { length: [0, 255], pattern: '[\\S]+' },
      Mode: { enum: ['SingleModel', 'MultiModel'] },
      ModelDataUrl: s3Uri,
      Environment: {
        length: [0, 100],
        keys: { length: [0, 1024], pattern: '[a-zA-Z_][a-zA-Z0-9_]*' },
        values: { length: [0, 1024], pattern: '[\\S\\s]*' },
      },
    },
  },
  ExecutionRoleArn: roleArn,
  Tags: tags,
  EnableNetworkIsolation: {},
} as const satisfies Record<string, Constraint>;

const variant = {
  members: {
    VariantName: { required: true, length: [0, 63], pattern: NAME },
    ModelName: { required: true, length: [0, 63], pattern: NAME },
    InitialInstanceCount: { range: [1] },
    InstanceType: instanceType,
    InitialVariantWeight: { range: [0], fraction: true },
    ServerlessConfig: {
      members: {
        MemorySizeInMB: { required: true, range: [1024, 6144] },
        MaxConcurrency: { required: true, range: [1, 200] },
      },
    },
  },
} as const satisfies Constraint;

export const endpointConfig = {
  EndpointConfigName: name,
  ProductionVariants: { required: true, length: [1, 10], items: variant },
  Tags: tags,
} as const satisfies Record<string, Constraint>;
