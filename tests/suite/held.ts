import type { Cloud } from 'local-cloud';

/** By its physical id, what a resource holds. */
type Held = Readonly<Record<string, unknown>>;

interface Resources {
  StackResources: { ResourceType: string; PhysicalResourceId: string }[];
}

/**
 * What people's steps could leave behind in a cloud: items, objects, parameters, messages, policies,
 * and executions that still run. Items that a table deletes by itself are left out.
 */
export async function heldIn(cloud: Cloud): Promise<Readonly<Record<string, Held>>> {
  const { StackResources } = await cloud.call<Resources>(
    'CloudFormation',
    'DescribeStackResources',
    { StackName: 'workflows-dev' },
  );
  const ofEach = async (type: string, look: (cloud: Cloud, id: string) => Promise<unknown>) => {
    const made = StackResources.filter(({ ResourceType }) => ResourceType === type);
    const pairs = made.map(async ({ PhysicalResourceId: id }) => [id, await look(cloud, id)]);
    return Object.fromEntries(await Promise.all(pairs)) as Held;
  };
  const { Policies } = await cloud.call<{ Policies: object[] }>('IAM', 'ListPolicies', {
    Scope: 'Local',
  });
  return {
    items: await ofEach('AWS::DynamoDB::Table', items),
    objects: await ofEach('AWS::S3::Bucket', objects),
    parameters: await ofEach('AWS::SSM::Parameter', parameter),
    messages: await ofEach('AWS::SQS::Queue', messages),
    running: await ofEach('AWS::StepFunctions::StateMachine', running),
    policies: { local: Policies },
  };
}

async function items(cloud: Cloud, TableName: string) {
  const { TimeToLiveDescription: { AttributeName } = {} } = await cloud.call<{
    TimeToLiveDescription?: { AttributeName?: string };
  }>('DynamoDB', 'DescribeTimeToLive', { TableName });
  const { Items } = await cloud.call<{ Items: object[] }>('DynamoDB', 'Scan', { TableName });
  return Items.filter((item) => AttributeName === undefined || !(AttributeName in item));
}

async function objects(cloud: Cloud, Bucket: string) {
  const listed = await cloud.call<{ Contents?: { Key: string }[] }>('S3', 'ListObjectsV2', {
    Bucket,
  });
  return listed.Contents?.map(({ Key }) => Key);
}

async function parameter(cloud: Cloud, Name: string) {
  const input = { Name };
  const found = await cloud.call<{ Parameter: { Value: string } }>('SSM', 'GetParameter', input);
  return found.Parameter.Value;
}

async function messages(cloud: Cloud, QueueUrl: string) {
  const AttributeNames = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ];
  const input = { QueueUrl, AttributeNames };
  return (await cloud.call<{ Attributes: object }>('SQS', 'GetQueueAttributes', input)).Attributes;
}

/** The API keeps no Express executions. */
async function running(cloud: Cloud, stateMachineArn: string) {
  const { type } = await cloud.call<{ type: string }>('SFN', 'DescribeStateMachine', {
    stateMachineArn,
  });
  if (type === 'EXPRESS') return [];
  const input = { stateMachineArn, statusFilter: 'RUNNING' };
  return (await cloud.call<{ executions: object[] }>('SFN', 'ListExecutions', input)).executions;
}
