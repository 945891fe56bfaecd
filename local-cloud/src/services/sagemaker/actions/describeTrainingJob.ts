import type {
  DescribeTrainingJobRequest,
  DescribeTrainingJobResponse,
} from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { describeJob } from '../described.ts';
import { trainingJobName } from '../members.ts';
import { permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * Tells how far a training job is, and what came of it.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html
 */
export function describeTrainingJob({
  cloud,
  jobs,
}: SageMaker): Operation<DescribeTrainingJobRequest, DescribeTrainingJobResponse> {
  return {
    members: { TrainingJobName: trainingJobName },
    permissions: ({ TrainingJobName }) => [
      permission(cloud, 'DescribeTrainingJob', 'training-job', TrainingJobName),
    ],
    handle: ({ TrainingJobName }) => describeJob(jobs.get(TrainingJobName)),
  };
}
