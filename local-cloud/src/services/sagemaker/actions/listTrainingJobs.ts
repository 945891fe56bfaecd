import type { ListTrainingJobsRequest, ListTrainingJobsResponse } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { pageOf } from '../lists.ts';
import { lastModified, listed } from '../members.ts';
import type { SageMaker } from '../sagemaker.ts';
import { secondaryStatus, type TrainingJob } from '../training-job.ts';

/**
 * The training jobs that are asked for, 10 at a time where no other number is given.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html
 */
export function listTrainingJobs({
  jobs,
}: SageMaker): Operation<ListTrainingJobsRequest, ListTrainingJobsResponse> {
  return {
    members: {
      ...listed,
      ...lastModified,
      StatusEquals: {
        enum: ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped', 'Deleting'],
      },
      SortBy: { enum: ['Name', 'CreationTime', 'Status'] },
    },
    permissions: () => [{ action: 'sagemaker:ListTrainingJobs', resource: '*' }],
    handle(input) {
      const { items, token } = pageOf(jobs.all(), { SortOrder: 'Ascending', ...input });
      return { TrainingJobSummaries: items.map(summaryOf), ...token };
    },
  };
}

function summaryOf(job: TrainingJob) {
  const { name, arn, createdAt, endedAt, modifiedAt, status } = job;
  return {
    TrainingJobName: name,
    TrainingJobArn: arn,
    CreationTime: new Date(createdAt),
    ...(endedAt !== undefined && { TrainingEndTime: new Date(endedAt) }),
    LastModifiedTime: new Date(modifiedAt),
    TrainingJobStatus: status,
    SecondaryStatus: secondaryStatus(job),
  };
}
