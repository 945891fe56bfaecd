import type {
  DescribeRepositoriesRequest,
  DescribeRepositoriesResponse,
} from '@aws-sdk/client-ecr';
import { AwsError } from '../../core/errors.ts';
import type { Cloud, Operation, Service } from '../../core/service.ts';
import { validationErrors } from '../../core/validation-errors.ts';

/**
 * Elastic Container Registry, in which nothing is: functions are packaged as zips here. `serverless remove` asks
 * whether there are images to remove.
 */
export function createECR(cloud: Cloud): Service {
  return {
    sdkId: 'ECR',
    operations: { DescribeRepositories: describeRepositories(cloud) },
    refusal: validationErrors('InvalidParameterException'),
  };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
function describeRepositories({
  region,
  accountId,
}: Cloud): Operation<DescribeRepositoriesRequest, DescribeRepositoriesResponse> {
  return {
    members: {
      registryId: { pattern: '[0-9]{12}' },
      repositoryNames: { length: [1, 100], items: { length: [2, 256] } },
    },
    permissions: ({ repositoryNames = ['*'] }) =>
      repositoryNames.map((name) => ({
        action: 'ecr:DescribeRepositories',
        resource: `arn:aws:ecr:${region}:${accountId}:repository/${name}`,
      })),
    handle({ repositoryNames: [name] = [], registryId = accountId }) {
      if (name === undefined) return { repositories: [] };
      const what = `The repository with name '${name}' does not exist in the registry with id '${registryId}'`;
      throw new AwsError('RepositoryNotFoundException', what);
    },
  };
}
