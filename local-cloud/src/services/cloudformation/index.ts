import type {
  DescribeStackResourceCommandInput,
  DescribeStackResourceCommandOutput,
  DescribeStackResourcesCommandInput,
  DescribeStackResourcesCommandOutput,
  DescribeStacksCommandInput,
  DescribeStacksCommandOutput,
  ListStackResourcesCommandInput,
  ListStackResourcesCommandOutput,
  ListStacksCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../core/errors.ts';
import type { Cloud, Operation, Permission, Service } from '../../core/service.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import type { Stack } from '../../deploy/deploy.ts';

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
  const describeStacks: Operation<
    DescribeStacksCommandInput,
    Answer<DescribeStacksCommandOutput>
  > = {
    members: { StackName: { length: [1] } },
    permissions: ({ StackName }) => may('DescribeStacks', StackName),
    handle: ({ StackName }) => ({
      Stacks: (StackName === undefined ? stacks() : [find(StackName)]).map(describe),
    }),
  };
  const listStacks: Operation<object, Answer<ListStacksCommandOutput>> = {
    members: {},
    permissions: () => may('ListStacks', undefined),
    handle: () => ({
      StackSummaries: stacks().map((stack) => ({
        StackName: stack.name,
        StackId: stack.id,
        CreationTime: new Date(stack.created),
        StackStatus: 'CREATE_COMPLETE',
      })),
    }),
  };
  const describeStackResources: Operation<
    DescribeStackResourcesCommandInput,
    Answer<DescribeStackResourcesCommandOutput>
  > = {
    // AWS also finds a stack by a PhysicalResourceId, which is not served.
    members: { StackName: { required: true, length: [1] }, LogicalResourceId: {} },
    permissions: ({ StackName }) => may('DescribeStackResources', StackName),
    handle: ({ StackName, LogicalResourceId }) => ({
      StackResources: resources(find(StackName), LogicalResourceId),
    }),
  };
  const describeStackResource: Operation<
    DescribeStackResourceCommandInput,
    Answer<DescribeStackResourceCommandOutput>
  > = {
    members: { StackName: { required: true, length: [1] }, LogicalResourceId: { required: true } },
    permissions: ({ StackName }) => may('DescribeStackResource', StackName),
    handle({ StackName, LogicalResourceId }) {
      const [found] = resources(find(StackName), LogicalResourceId);
      if (found === undefined) {
        const what = `Resource ${LogicalResourceId} does not exist for stack ${StackName}`;
        throw new AwsError('ValidationError', what);
      }
      const { Timestamp, ...rest } = found;
      return { StackResourceDetail: { ...rest, ...IN_STEP, LastUpdatedTimestamp: Timestamp } };
    },
  };
  const listStackResources: Operation<
    ListStackResourcesCommandInput,
    Answer<ListStackResourcesCommandOutput>
  > = {
    members: { StackName: { required: true, length: [1] }, NextToken: { length: [1, 1024] } },
    permissions: ({ StackName }) => may('ListStackResources', StackName),
    handle({ StackName, NextToken }) {
      const all = resources(find(StackName), undefined);
      const begin = beginOf(NextToken, all.length);
      const end = begin + PAGE;
      return {
        StackResourceSummaries: all
          .slice(begin, end)
          .map(({ StackName: _name, StackId: _id, Timestamp, ...rest }) => ({
            ...rest,
            ...IN_STEP,
            LastUpdatedTimestamp: Timestamp,
          })),
        ...(end < all.length && { NextToken: String(end) }),
      };
    },
  };
  const operations = {
    DescribeStacks: describeStacks,
    ListStacks: listStacks,
    DescribeStackResource: describeStackResource,
    DescribeStackResources: describeStackResources,
    ListStackResources: listStackResources,
  };
  return { sdkId: 'CloudFormation', operations, refusal: validationErrors('ValidationError') };
}

/** So many resources are listed at once. */
const PAGE = 100;

/** Nobody looks for drift here. */
const IN_STEP = { DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' as const } };

/** Where a page begins. Throws ValidationError for a token that no page has ended with. */
function beginOf(token: string | undefined, count: number): number {
  const begin = Number(token ?? 0);
  if (token === undefined || (begin > 0 && begin < count && begin % PAGE === 0)) return begin;
  const what = `The NextToken ${token} is none that ListStackResources gave: leave it out to begin anew.`;
  throw new AwsError('ValidationError', what);
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
