import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { addTags } from './actions/addTags.ts';
import { createEndpoint } from './actions/createEndpoint.ts';
import { createEndpointConfig } from './actions/createEndpointConfig.ts';
import { createModel } from './actions/createModel.ts';
import { createTrainingJob } from './actions/createTrainingJob.ts';
import { deleteEndpoint } from './actions/deleteEndpoint.ts';
import { deleteEndpointConfig } from './actions/deleteEndpointConfig.ts';
import { deleteModel } from './actions/deleteModel.ts';
import { describeEndpoint } from './actions/describeEndpoint.ts';
import { describeEndpointConfig } from './actions/describeEndpointConfig.ts';
import { describeModel } from './actions/describeModel.ts';
import { describeTrainingJob } from './actions/describeTrainingJob.ts';
import { invokeEndpoint } from './actions/invokeEndpoint.ts';
import { listEndpoints } from './actions/listEndpoints.ts';
import { listModels } from './actions/listModels.ts';
import { listTags } from './actions/listTags.ts';
import { listTrainingJobs } from './actions/listTrainingJobs.ts';
import { stopTrainingJob } from './actions/stopTrainingJob.ts';
import { updateEndpoint } from './actions/updateEndpoint.ts';
import { type SageMakerOptions, sagemakerOf } from './sagemaker.ts';

/**
 * SageMaker: training jobs, models and endpoints, and the service that invokes these. The algorithms are
 * the project's runners.
 */
export function createSageMaker(cloud: Cloud, options: SageMakerOptions) {
  const sagemaker = sagemakerOf(cloud, options);
  const { jobs, models, configs, endpoints, training, hosting } = sagemaker;
  const service = {
    sdkId: 'SageMaker',
    operations: {
      AddTags: addTags(sagemaker),
      CreateEndpoint: createEndpoint(sagemaker),
      CreateEndpointConfig: createEndpointConfig(sagemaker),
      CreateModel: createModel(sagemaker),
      CreateTrainingJob: createTrainingJob(sagemaker),
      DeleteEndpoint: deleteEndpoint(sagemaker),
      DeleteEndpointConfig: deleteEndpointConfig(sagemaker),
      DeleteModel: deleteModel(sagemaker),
      DescribeEndpoint: describeEndpoint(sagemaker),
      DescribeEndpointConfig: describeEndpointConfig(sagemaker),
      DescribeModel: describeModel(sagemaker),
      DescribeTrainingJob: describeTrainingJob(sagemaker),
      ListEndpoints: listEndpoints(sagemaker),
      ListModels: listModels(sagemaker),
      ListTags: listTags(sagemaker),
      ListTrainingJobs: listTrainingJobs(sagemaker),
      StopTrainingJob: stopTrainingJob(sagemaker),
      UpdateEndpoint: updateEndpoint(sagemaker),
    },
    refusal: validationErrors('ValidationException'),
    state: stateOf({
      jobs,
      models,
      configs,
      endpoints,
      training: training.due,
      hosting: hosting.due,
    }),
  } satisfies Service;
  const runtime = {
    sdkId: 'SageMaker Runtime',
    operations: { InvokeEndpoint: invokeEndpoint(sagemaker) },
    refusal: validationErrors('ValidationError'),
  } satisfies Service;
  return { service, runtime };
}
