import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
  type CreateTrainingJobCommandInput,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { role } from '../templates.ts';

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const grant = (Action: string | string[], Resource: unknown) => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const sub = (text: string) => ({ 'Fn::Sub': text });

const JOBS = sub('arn:aws:sagemaker:${AWS::Region}:${AWS::AccountId}:training-job/*');
const RULE = sub(
  'arn:aws:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule',
);

const TEMPLATE = {
  Resources: {
    Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'rides-data' } },
    Learner: role(
      'sagemaker.amazonaws.com',
      grant('s3:ListBucket', arnOf('Data')),
      grant(['s3:GetObject', 's3:PutObject'], sub('${Data.Arn}/*')),
      grant(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], '*'),
    ),
    Blind: role('sagemaker.amazonaws.com', grant('s3:ListBucket', arnOf('Data'))),
    // What AWS's page of the integration asks for.
    Trainer: role(
      'states.amazonaws.com',
      grant(
        [
          'sagemaker:CreateTrainingJob',
          'sagemaker:DescribeTrainingJob',
          'sagemaker:StopTrainingJob',
        ],
        JOBS,
      ),
      {
        ...grant('iam:PassRole', arnOf('Learner')),
        Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
      },
      grant('sagemaker:ListTags', '*'),
      grant(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], RULE),
    ),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: arnOf('Trainer'),
        Definition: {
          QueryLanguage: 'JSONata',
          StartAt: 'Train Model',
          States: {
            'Train Model': {
              Type: 'Task',
              Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
              Arguments: '{% $states.input %}',
              End: true,
            },
          },
        },
      },
    },
  },
  Outputs: {
    Learner: { Value: arnOf('Learner') },
    Blind: { Value: arnOf('Blind') },
    Machine: { Value: { Ref: 'Machine' } },
  },
};

const IMAGE = '382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1';

let cloud: Cloud;
let sagemaker: SageMakerClient;
let runtime: SageMakerRuntimeClient;
let s3: S3Client;

beforeAll(async () => {
  cloud = await startCloud({
    template: TEMPLATE,
    runners: { sagemaker: { 'linear-learner': 'runners/linear-learner.ts' } },
    report: () => {},
  });
  sagemaker = cloud.client(SageMakerClient);
  runtime = cloud.client(SageMakerRuntimeClient);
  s3 = cloud.client(S3Client);
  // y = 1 + 2a - b, in two objects, and other rows to validate with.
  await put('train/part-1.csv', '2,1,1\n4,3,3\n-1,1,4\n');
  await put('train/part-2.csv', '13,6,0\r\n8,4,1\r\n');
  await put('validation/rows.csv', '3,1,0\n0,0,1\n');
});
afterAll(async () => cloud.close());

async function put(Key: string, Body: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: 'rides-data', Key, Body }));
}

const channel = (ChannelName: string, prefix = `${ChannelName}/`) => ({
  ChannelName,
  DataSource: {
    S3DataSource: {
      S3DataType: 'S3Prefix' as const,
      S3Uri: `s3://rides-data/${prefix}`,
      S3DataDistributionType: 'FullyReplicated' as const,
    },
  },
  ContentType: 'text/csv',
});

function jobOf(TrainingJobName: string): CreateTrainingJobCommandInput {
  return {
    TrainingJobName,
    AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
    RoleArn: cloud.output('Learner'),
    HyperParameters: { predictor_type: 'regressor', mini_batch_size: '2' },
    InputDataConfig: [channel('train'), channel('validation')],
    OutputDataConfig: { S3OutputPath: 's3://rides-data/models' },
    ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 5 },
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
  };
}

async function trained(job: CreateTrainingJobCommandInput) {
  await sagemaker.send(new CreateTrainingJobCommand(job));
  await cloud.clock.advance('5m');
  return sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: job.TrainingJobName }));
}

test('a training job fits a model, measures it and writes it', async () => {
  const job = await trained(jobOf('rides-1'));
  expect(job).toMatchObject({ TrainingJobStatus: 'Completed', SecondaryStatus: 'Completed' });
  expect(job.SecondaryStatusTransitions!.map(({ Status }) => Status)).toEqual([
    'Starting',
    'Downloading',
    'Training',
    'Uploading',
    'Completed',
  ]);
  const rmse = job.FinalMetricDataList!.find(({ MetricName }) => MetricName === 'validation:rmse');
  expect(rmse!.Value).toBeCloseTo(0, 10);
  const Key = 'models/rides-1/output/model.tar.gz';
  expect(job.ModelArtifacts).toEqual({ S3ModelArtifacts: `s3://rides-data/${Key}` });
  await s3.send(new GetObjectCommand({ Bucket: 'rides-data', Key }));
  const { events } = await cloud.client(CloudWatchLogsClient).send(
    new FilterLogEventsCommand({
      logGroupName: '/aws/sagemaker/TrainingJobs',
      logStreamNamePrefix: 'rides-1/algo-1-',
    }),
  );
  expect(events!.map(({ message }) => message)).toContain('Training on 5 rows of 2 features');
});

describe('a training job fails', () => {
  test('for a row that is none, and tells which', async () => {
    await put('bad/rows.csv', '1,2,3\n4,oops,6\n');
    const job = { ...jobOf('bad-row'), InputDataConfig: [channel('train', 'bad/')] };
    expect(await trained(job)).toMatchObject({
      TrainingJobStatus: 'Failed',
      FailureReason:
        'ClientError: Unable to parse csv: rows 2-2, file /opt/ml/input/data/train/rows.csv. ' +
        'Column 2 is "oops", which is not a number.',
    });
  });

  test('for a role that may not read the data', async () => {
    const job = await trained({ ...jobOf('blind'), RoleArn: cloud.output('Blind') });
    expect(job.TrainingJobStatus).toBe('Failed');
    expect(job.FailureReason).toMatch(
      /^ClientError: Data download failed:.*not authorized to perform: s3:GetObject/,
    );
  });

  test('for an algorithm that nothing runs, and tells the line that is missing', async () => {
    const image = IMAGE.replace('linear-learner', 'xgboost');
    const job = { TrainingImage: image, TrainingInputMode: 'File' as const };
    const { FailureReason } = await trained({ ...jobOf('boost'), AlgorithmSpecification: job });
    expect(FailureReason).toContain('"runners": { "sagemaker": { "xgboost": "<file>" } }');
  });
});

async function deploy(name: string, modelName: string, prefix = 'models/rides-1') {
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: modelName,
      PrimaryContainer: {
        Image: IMAGE,
        ModelDataUrl: `s3://rides-data/${prefix}/output/model.tar.gz`,
      },
      ExecutionRoleArn: cloud.output('Learner'),
    }),
  );
  const variant = { VariantName: 'AllTraffic', ModelName: modelName };
  const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 5 };
  await sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: [{ ...variant, ServerlessConfig }],
    }),
  );
}

const describeRides = () => sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'rides' }));

async function ask(rows: string, Accept?: string, ContentType = 'text/csv') {
  const Body = Buffer.from(rows);
  const input = { EndpointName: 'rides', ContentType, Body, ...(Accept && { Accept }) };
  const answer = await runtime.send(new InvokeEndpointCommand(input));
  return Buffer.from(answer.Body).toString();
}

const update = (EndpointConfigName: string) =>
  sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'rides', EndpointConfigName }));
const score = async (row: string): Promise<number> =>
  JSON.parse(await ask(row)).predictions[0].score;
const NOT_FOUND = 'Endpoint rides of account 123456789012 not found.';

describe('an endpoint', () => {
  beforeAll(async () => {
    await deploy('rides-config-1', 'rides-model-1');
    const created = { EndpointName: 'rides', EndpointConfigName: 'rides-config-1' };
    await sagemaker.send(new CreateEndpointCommand(created));
  });

  test('answers once it is in service', async () => {
    expect(await describeRides()).toMatchObject({ EndpointStatus: 'Creating' });
    await expect(ask('1,0')).rejects.toThrow(NOT_FOUND);
    await cloud.clock.advance('2m');
    expect(await describeRides()).toMatchObject({ EndpointStatus: 'InService' });
    expect(await score('1,0')).toBeCloseTo(3, 9);
  });

  test('answers many rows at once, as JSON or as CSV', async () => {
    const { predictions } = JSON.parse(await ask('1,0\n0,1\n10,10', 'application/json'));
    const scores = predictions.map((given: { score: number }) => given.score.toFixed(6));
    expect(scores.map(Number)).toEqual([3, 0, 11]);
    const lines = (await ask('1,0\n10,10', 'text/csv')).trim().split('\n');
    expect(lines.map((line) => Number(Number(line).toFixed(6)))).toEqual([3, 11]);
  });

  test('answers what the model refuses with a ModelError', async () => {
    await expect(ask('1,0,7')).rejects.toMatchObject({
      name: 'ModelError',
      OriginalStatusCode: 400,
      OriginalMessage: 'unable to evaluate payload provided',
      $metadata: { httpStatusCode: 424 },
    });
  });

  test('is updated in place: the old model answers until the new one is up', async () => {
    await put('other/rows.csv', '5,1,0\n5,0,1\n5,3,3\n');
    await trained({ ...jobOf('flat'), InputDataConfig: [channel('train', 'other/')] });
    await deploy('rides-config-2', 'rides-model-2', 'models/flat');
    await update('rides-config-2');
    expect(await describeRides()).toMatchObject({ EndpointStatus: 'Updating' });
    expect(await score('1,0')).toBeCloseTo(3, 9);
    await cloud.clock.advance('2m');
    expect(await score('1,0')).toBeCloseTo(5, 9);
  });

  test('stays with the old model when an update fails, and tells why', async () => {
    await put('models/broken/output/model.tar.gz', 'no archive');
    await deploy('rides-config-3', 'rides-model-3', 'models/broken');
    await update('rides-config-3');
    await cloud.clock.advance('2m');
    expect(await describeRides()).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'rides-config-2',
      FailureReason: expect.stringContaining('did not pass the ping health check'),
    });
    expect(await score('1,0')).toBeCloseTo(5, 9);
  });

  test('answers no more when it is deleted', async () => {
    await sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'rides' }));
    await expect(ask('1,0')).rejects.toThrow(NOT_FOUND);
    await cloud.clock.advance('1m');
    await expect(describeRides()).rejects.toThrow(
      'Could not find endpoint "arn:aws:sagemaker:us-east-1:123456789012:endpoint/rides".',
    );
  });
});

describe('createTrainingJob.sync, with what AWS documents for the role,', () => {
  test('waits for the job, and gives its description', async () => {
    expect(await cloud.run('Machine', jobOf('by-machine'))).toMatchObject({
      status: 'SUCCEEDED',
      output: {
        TrainingJobStatus: 'Completed',
        ModelArtifacts: {
          S3ModelArtifacts: 's3://rides-data/models/by-machine/output/model.tar.gz',
        },
      },
    });
  });

  test('fails with the description of a job that has failed', async () => {
    const job = { ...jobOf('odd'), HyperParameters: { predictor_type: 'regressor', depth: '3' } };
    const { status, error, cause } = await cloud.run('Machine', job);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(cause!)).toMatchObject({
      TrainingJobStatus: 'Failed',
      FailureReason:
        "ClientError: Additional hyperparameters are not allowed ('depth' was unexpected)",
    });
  });

  test('fails where SageMaker refuses the job', async () => {
    const { error, cause } = await cloud.run('Machine', jobOf('by-machine'));
    expect(error).toBe('SageMaker.ResourceInUseException');
    expect(cause).toContain('Training job names must be unique within an AWS account and region');
  });

  test('stops the job when the execution is stopped', async () => {
    const executionArn = await cloud.start('Machine', jobOf('stopped'));
    await cloud.clock.advance('10s');
    await cloud.call('SFN', 'StopExecution', { executionArn });
    await cloud.clock.advance('1m');
    const input = { TrainingJobName: 'stopped' };
    const job = await sagemaker.send(new DescribeTrainingJobCommand(input));
    expect(job).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' });
  });
});
