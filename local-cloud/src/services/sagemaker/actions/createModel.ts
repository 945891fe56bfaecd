import type { CreateModelInput, CreateModelOutput } from '@aws-sdk/client-sagemaker';
import { notSupported } from '../../../core/errors.ts';
import type { Cloud, Operation } from '../../../core/service.ts';
import { failureOf } from '../../attempt.ts';
import { alreadyExists, invalid, noModelData } from '../errors.ts';
import * as members from '../members.ts';
import { alsoNeeded, permission } from '../names.ts';
import { assume } from '../role.ts';
import { s3Place } from '../s3-uri.ts';
import type { SageMaker } from '../sagemaker.ts';
import { tagsOf } from '../tags.ts';

/**
 * Makes a model: an image, the model data that a training job has written, and the role that reads them.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export function createModel({
  cloud,
  models,
}: SageMaker): Operation<CreateModelInput, CreateModelOutput> {
  return {
    members: members.model,
    permissions({ ModelName, ExecutionRoleArn, Tags }) {
      const create = permission(cloud, 'CreateModel', 'model', ModelName);
      return [create, ...alsoNeeded(create, { Tags, role: ExecutionRoleArn })];
    },
    async handle(request) {
      const arn = models.arn(request.ModelName);
      if (models.byArn(arn) !== undefined) throw alreadyExists('model', arn);
      await checkContainer(cloud, request);
      if (models.byArn(arn) !== undefined) throw alreadyExists('model', arn);
      const createdAt = cloud.clock.now();
      models.add({ name: request.ModelName!, arn, createdAt, tags: tagsOf(request.Tags), request });
      return { ModelArn: arn };
    },
  };
}

async function checkContainer(cloud: Cloud, request: CreateModelInput): Promise<void> {
  const { PrimaryContainer: container, ExecutionRoleArn: roleArn } = request;
  if (container?.Image === undefined) throw invalid('You must specify an image for the container.');
  if (container.Mode === 'MultiModel') throw notSupported('SageMaker', 'the Mode MultiModel');
  if (roleArn === undefined) throw invalid('You must specify an execution role for the model.');
  const uri = container.ModelDataUrl;
  if (uri === undefined) return void (await assume(cloud, roleArn));
  const { bucket, key } = s3Place(uri);
  const denied = await failureOf(async () => {
    const role = await assume(cloud, roleArn);
    await cloud.call(role, 'S3', 'HeadObject', { Bucket: bucket, Key: key });
  });
  if (denied?.status === 404) throw invalid(`Could not find model data at ${uri}.`);
  if (denied !== undefined) throw noModelData(uri, roleArn, cloud.region);
}
