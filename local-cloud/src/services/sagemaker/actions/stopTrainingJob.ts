import type { StopTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { trainingJobName } from '../members.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * Stops a training job that is in progress.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StopTrainingJob.html
 */
export function stopTrainingJob({
  cloud,
  jobs,
  training,
}: SageMaker): Operation<StopTrainingJobRequest, object> {
  return {
    members: { TrainingJobName: trainingJobName },
    permissions: ({ TrainingJobName }) => [
      permission(cloud, 'StopTrainingJob', 'training-job', TrainingJobName),
    ],
    handle({ TrainingJobName }) {
      training.stop(jobs.get(TrainingJobName));
      return {};
    },
  };
}
