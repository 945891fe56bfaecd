import type {
  DescribeStackResourceCommandOutput,
  ListStackResourcesCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import type { Cloud, Operation } from '../../core/service.ts';
import type { Stack, StackResource } from '../../deploy/deploy.ts';
import { createCloudFormation } from './index.ts';

const cloud = { region: 'us-east-1', accountId: '123456789012' } as Cloud;

function stackOf(count: number): Stack {
  const resources: StackResource[] = Array.from({ length: count }, (_, index) => ({
    logicalId: `Cup${index}`,
    type: 'AWS::SQS::Queue',
    physicalId: `http://queues/cup-${index}`,
  }));
  return { name: 'tea', id: 'arn:tea', created: 0, resources } as unknown as Stack;
}

async function call<Output>(stack: Stack, name: string, input: object): Promise<Output> {
  const { operations } = createCloudFormation(cloud, () => [stack]);
  const { handle } = operations[name] as Operation<object, Output>;
  return handle(input, {} as never);
}

test('the resources of a stack are listed page by page', async () => {
  const stack = stackOf(201);
  const found: (string | undefined)[] = [];
  const sizes: number[] = [];
  let NextToken: string | undefined;
  do {
    const page: ListStackResourcesCommandOutput = await call(stack, 'ListStackResources', {
      StackName: 'tea',
      NextToken,
    });
    found.push(...page.StackResourceSummaries!.map((one) => one.LogicalResourceId));
    sizes.push(page.StackResourceSummaries!.length);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(sizes).toEqual([100, 100, 1]);
  expect(found).toEqual(stack.resources.map(({ logicalId }) => logicalId));
});

test.each(['0', '7', '300', 'tea', '-100'])('%s is no token of a page', async (NextToken) => {
  const listing = call(stackOf(201), 'ListStackResources', { StackName: 'tea', NextToken });
  await expect(listing).rejects.toMatchObject({
    code: 'ValidationError',
    message: expect.stringContaining(`The NextToken ${NextToken} is none`),
  });
});

test('one resource is described, and one that is not there is refused', async () => {
  const input = { StackName: 'tea', LogicalResourceId: 'Cup1' };
  const { StackResourceDetail } = await call<DescribeStackResourceCommandOutput>(
    stackOf(2),
    'DescribeStackResource',
    input,
  );
  expect(StackResourceDetail).toEqual({
    StackName: 'tea',
    StackId: 'arn:tea',
    LogicalResourceId: 'Cup1',
    PhysicalResourceId: 'http://queues/cup-1',
    ResourceType: 'AWS::SQS::Queue',
    ResourceStatus: 'CREATE_COMPLETE',
    LastUpdatedTimestamp: new Date(0),
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  });
  const missing = call(stackOf(1), 'DescribeStackResource', input);
  await expect(missing).rejects.toMatchObject({
    code: 'ValidationError',
    message: 'Resource Cup1 does not exist for stack tea',
  });
});
