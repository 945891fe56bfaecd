import type {
  ListRulesCommandOutput,
  ListTargetsByRuleCommandOutput,
  Rule,
  TestEventPatternCommandOutput,
} from '@aws-sdk/client-eventbridge';
import type {
  GetBucketNotificationConfigurationCommandOutput,
  LambdaFunctionConfiguration,
  QueueConfiguration,
  TopicConfiguration,
} from '@aws-sdk/client-s3';
import type { AwsCaller } from '../client/aws-caller.ts';

/** An object that is not there yet. */
interface Coming {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
}

/** The ARNs of what is told when an object of that name is put into a bucket, and by which rule. */
export async function listenersOf(aws: AwsCaller, coming: Coming): Promise<string[]> {
  const told = await aws.call<GetBucketNotificationConfigurationCommandOutput>(
    'S3',
    'GetBucketNotificationConfiguration',
    { Bucket: coming.bucket },
  );
  const direct = [
    ...(told.LambdaFunctionConfigurations ?? []).map((one) => ({
      ...one,
      arn: one.LambdaFunctionArn,
    })),
    ...(told.QueueConfigurations ?? []).map((one) => ({ ...one, arn: one.QueueArn })),
    ...(told.TopicConfigurations ?? []).map((one) => ({ ...one, arn: one.TopicArn })),
  ].filter((one) => isFor(one, coming.key));
  const rules = told.EventBridgeConfiguration === undefined ? [] : await byRules(aws, coming);
  return [...direct.map(({ arn }) => arn!), ...rules];
}

type Configuration = LambdaFunctionConfiguration | QueueConfiguration | TopicConfiguration;

function isFor({ Events = [], Filter }: Configuration, key: string): boolean {
  const isPut = Events.some((event) => /^s3:ObjectCreated:(\*|Put)$/.test(event));
  const rules = Filter?.Key?.FilterRules ?? [];
  return (
    isPut &&
    rules.every(({ Name = '', Value = '' }) =>
      Name.toLowerCase() === 'prefix' ? key.startsWith(Value) : key.endsWith(Value),
    )
  );
}

/** The targets of the rules of EventBridge that match. */
async function byRules(aws: AwsCaller, coming: Coming): Promise<string[]> {
  const { Rules = [] } = await aws.call<ListRulesCommandOutput>('EventBridge', 'ListRules', {});
  const targets: string[] = [];
  for (const { Name, EventPattern, State } of Rules) {
    if (State !== 'ENABLED' || EventPattern === undefined) continue;
    if (!(await matches(aws, EventPattern, coming))) continue;
    const { Targets = [] } = await aws.call<ListTargetsByRuleCommandOutput>(
      'EventBridge',
      'ListTargetsByRule',
      { Rule: Name },
    );
    targets.push(...Targets.map(({ Arn }) => `${Arn} (rule ${Name})`));
  }
  return targets;
}

async function matches(
  aws: AwsCaller,
  EventPattern: NonNullable<Rule['EventPattern']>,
  coming: Coming,
): Promise<boolean> {
  const { Result } = await aws.call<TestEventPatternCommandOutput>(
    'EventBridge',
    'TestEventPattern',
    { EventPattern, Event: JSON.stringify(objectCreated(coming)) },
  );
  return Result === true;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
function objectCreated({ bucket, key, size }: Coming) {
  return {
    version: '0',
    id: '00000000-0000-0000-0000-000000000000',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '123456789012',
    time: '2030-01-01T00:00:00Z',
    region: 'us-east-1',
    resources: [`arn:aws:s3:::${bucket}`],
    detail: { version: '0', bucket: { name: bucket }, object: { key, size }, reason: 'PutObject' },
  };
}
