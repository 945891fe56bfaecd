import type { ListObjectsV2Output } from '@aws-sdk/client-s3';
import type {
  Channel,
  CreateTrainingJobRequest,
  CreateTrainingJobResponse,
} from '@aws-sdk/client-sagemaker';
import { notSupported } from '../../../core/errors.ts';
import type { Cloud, Operation, Principal } from '../../../core/service.ts';
import { failureOf } from '../../attempt.ts';
import { algorithmOf } from '../algorithms.ts';
import { invalid, jobExists, noInput } from '../errors.ts';
import * as members from '../members.ts';
import { alsoNeeded, permission } from '../names.ts';
import { assume } from '../role.ts';
import { s3Place } from '../s3-uri.ts';
import type { SageMaker } from '../sagemaker.ts';
import { tagsOf } from '../tags.ts';

/**
 * Starts a training job with one of the algorithms that SageMaker has, which reads objects of S3 and
 * writes the model to `<S3OutputPath>/<job>/output/model.tar.gz`.
 * Errors: ResourceInUse, ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
 */
export function createTrainingJob(
  sagemaker: SageMaker,
): Operation<CreateTrainingJobRequest, CreateTrainingJobResponse> {
  const { cloud, jobs, training } = sagemaker;
  return {
    members: members.trainingJob,
    permissions({ TrainingJobName, RoleArn, Tags }) {
      const create = permission(cloud, 'CreateTrainingJob', 'training-job', TrainingJobName);
      return [create, ...alsoNeeded(create, { Tags, role: RoleArn })];
    },
    async handle(request) {
      const image = request.AlgorithmSpecification!.TrainingImage;
      if (image === undefined) throw invalid('You must specify a training image URI.');
      checkServed(request);
      const arn = jobs.arn(request.TrainingJobName);
      if (jobs.byArn(arn) !== undefined) throw jobExists(arn);
      await checkPlaces(cloud, request);
      if (jobs.byArn(arn) !== undefined) throw jobExists(arn);
      const now = cloud.clock.now();
      const job = jobs.add({
        name: request.TrainingJobName!,
        ...{ arn, createdAt: now, tags: tagsOf(request.Tags), request },
        algorithm: algorithmOf(image),
        ...{ modifiedAt: now, status: 'InProgress', transitions: [], failureReason: undefined },
        ...{ startedAt: undefined, endedAt: undefined, metrics: [] },
      });
      training.start(job);
      return { TrainingJobArn: arn };
    },
  };
}

function checkServed({ EnableManagedSpotTraining, ...request }: CreateTrainingJobRequest): void {
  const refuse = (what: string) => notSupported('SageMaker', what);
  if (EnableManagedSpotTraining) throw refuse('EnableManagedSpotTraining');
  if (request.ResourceConfig!.InstanceCount !== 1)
    throw refuse('training on other than one instance');
  if (request.OutputDataConfig!.CompressionType === 'NONE')
    throw refuse('models without compression');
  const { TrainingInputMode } = request.AlgorithmSpecification!;
  for (const { InputMode = TrainingInputMode, ...channel } of request.InputDataConfig ?? []) {
    if (InputMode === 'Pipe') throw refuse('the TrainingInputMode Pipe');
    if (channel.RecordWrapperType === 'RecordIO') throw refuse('the RecordWrapperType RecordIO');
    const { S3DataType } = channel.DataSource!.S3DataSource!;
    if (S3DataType !== 'S3Prefix') throw refuse(`the S3DataType ${S3DataType}`);
  }
}

/** The role must be there, and what it is to read. */
async function checkPlaces(cloud: Cloud, request: CreateTrainingJobRequest): Promise<void> {
  s3Place(request.OutputDataConfig!.S3OutputPath!);
  const names = (request.InputDataConfig ?? []).map(({ ChannelName }) => ChannelName);
  if (new Set(names).size < names.length) {
    throw invalid('Channel names must be unique within InputDataConfig.');
  }
  const role = await assume(cloud, request.RoleArn!);
  for (const channel of request.InputDataConfig ?? []) await checkInput(cloud, role, channel);
}

async function checkInput(cloud: Cloud, role: Principal, { DataSource }: Channel): Promise<void> {
  const uri = DataSource!.S3DataSource!.S3Uri!;
  const { bucket, key } = s3Place(uri);
  let isThere = false;
  const input = { Bucket: bucket, Prefix: key, MaxKeys: 1 };
  await failureOf(async () => {
    const { KeyCount } = await cloud.call<ListObjectsV2Output>(role, 'S3', 'ListObjectsV2', input);
    isThere = KeyCount !== 0;
  });
  if (!isThere) throw noInput(uri, bucket, cloud.region, role.roleArn!);
}
