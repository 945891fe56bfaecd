import type {
  DescribeStackResourcesCommandInput,
  DescribeStackResourcesCommandOutput,
  DescribeStacksCommandInput,
  DescribeStacksCommandOutput,
  ListStacksCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { Stack } from '../../deploy/deploy.ts';
import { AwsError } from '../../errors.ts';
import { type Cloud, operation, type Permission, type Service } from '../../service.ts';

/**
 * CloudFormation as far as reading goes: stacks are deployed from a package (src/deploy), and
 * their outputs and resources are read by AWS's own calls.
 */
export function createCloudFormation(cloud: Cloud, stacks: () => readonly Stack[]): Service {
  const find = (name: string | undefined): Stack => {
    const found = stacks().find((stack) => stack.name === name || stack.id === name);
    if (found !== undefined) return found;
    throw new AwsError('ValidationError', `Stack with id ${name} does not exist`);
  };
  const may = (action: string, name: string | undefined): Permission[] => [
    {
      action: `cloudformation:${action}`,
      resource: `arn:aws:cloudformation:${cloud.region}:${cloud.accountId}:stack/${name ?? '*'}/*`,
    },
  ];
  return {
    sdkId: 'CloudFormation',
    operations: {
      DescribeStacks: operation<DescribeStacksCommandInput, Answer<DescribeStacksCommandOutput>>(
        ({ StackName }) => ({
          Stacks: (StackName === undefined ? stacks() : [find(StackName)]).map(describe),
        }),
        ({ StackName }) => may('DescribeStacks', StackName),
      ),
      ListStacks: operation<object, Answer<ListStacksCommandOutput>>(
        () => ({
          StackSummaries: stacks().map((stack) => ({
            StackName: stack.name,
            StackId: stack.id,
            CreationTime: new Date(stack.created),
            StackStatus: 'CREATE_COMPLETE',
          })),
        }),
        () => may('ListStacks', undefined),
      ),
      DescribeStackResources: operation<
        DescribeStackResourcesCommandInput,
        Answer<DescribeStackResourcesCommandOutput>
      >(
        ({ StackName, LogicalResourceId }) => ({
          StackResources: resources(find(StackName), LogicalResourceId),
        }),
        ({ StackName }) => may('DescribeStackResources', StackName),
      ),
    },
  };
}

type Answer<Output> = Omit<Output, '$metadata'>;

function describe(stack: Stack) {
  return {
    StackName: stack.name,
    StackId: stack.id,
    CreationTime: new Date(stack.created),
    StackStatus: 'CREATE_COMPLETE' as const,
    Outputs: [...stack.outputs].map(([OutputKey, { value, description }]) => ({
      OutputKey,
      OutputValue: value,
      ...(description !== undefined && { Description: description }),
    })),
  };
}

function resources(stack: Stack, logicalId: string | undefined) {
  return stack.resources
    .filter((resource) => logicalId === undefined || resource.logicalId === logicalId)
    .map((resource) => ({
      StackName: stack.name,
      StackId: stack.id,
      LogicalResourceId: resource.logicalId,
      PhysicalResourceId: resource.physicalId,
      ResourceType: resource.type,
      Timestamp: new Date(stack.created),
      ResourceStatus: 'CREATE_COMPLETE' as const,
    }));
}
