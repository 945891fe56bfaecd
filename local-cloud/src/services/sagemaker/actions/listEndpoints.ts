import type { ListEndpointsInput, ListEndpointsOutput } from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { pageOf } from '../lists.ts';
import { lastModified, listed } from '../members.ts';
import type { SageMaker } from '../sagemaker.ts';

/**
 * The endpoints that are asked for, the latest first, 10 at a time where no other number is given.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html
 */
export function listEndpoints({
  endpoints,
}: SageMaker): Operation<ListEndpointsInput, ListEndpointsOutput> {
  return {
    members: {
      ...listed,
      ...lastModified,
      StatusEquals: {
        enum: [
          'OutOfService',
          'Creating',
          'Updating',
          'SystemUpdating',
          'RollingBack',
          'InService',
          'Deleting',
          'Failed',
          'UpdateRollbackFailed',
        ],
      },
      SortBy: { enum: ['Name', 'CreationTime', 'Status'] },
    },
    permissions: () => [{ action: 'sagemaker:ListEndpoints', resource: '*' }],
    handle(input) {
      const { items, token } = pageOf(endpoints.all(), { SortOrder: 'Descending', ...input });
      const Endpoints = items.map(({ name, arn, createdAt, modifiedAt, status }) => ({
        EndpointName: name,
        EndpointArn: arn,
        CreationTime: new Date(createdAt),
        LastModifiedTime: new Date(modifiedAt),
        EndpointStatus: status,
      }));
      return { Endpoints, ...token };
    },
  };
}
