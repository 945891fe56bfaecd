import { on, type PolicyStatement } from './policy-templates.ts';

/** What a connector allows, by what it is asked for. */
export type Grants = Readonly<Partial<Record<Permission, readonly PolicyStatement[]>>>;
export type Permission = 'Read' | 'Write';

const ARN = '${Arn}';
const executions =
  'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${Name}:*';
/** Tells a state machine of the ends of those it has started and waits for. */
const managedRule =
  'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule';

const TO_FUNCTION: Grants = { Write: [on([ARN], 'lambda', 'InvokeAsync InvokeFunction')] };
const TO_TOPIC: Grants = { Write: [on([ARN], 'sns', 'Publish')] };
const TO_BUS: Grants = { Write: [on([ARN], 'events', 'PutEvents')] };
const TO_TABLE: Grants = {
  Read: [
    on(
      [ARN, `${ARN}/index/*`],
      'dynamodb',
      'GetItem Query Scan BatchGetItem ConditionCheckItem PartiQLSelect',
    ),
  ],
  Write: [
    on(
      [ARN, `${ARN}/index/*`],
      'dynamodb',
      'PutItem UpdateItem DeleteItem BatchWriteItem PartiQLDelete PartiQLInsert PartiQLUpdate',
    ),
  ],
};
const TO_BUCKET: Grants = {
  Read: [
    on(
      [ARN, `${ARN}/*`],
      's3',
      'GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTorrent ListBucket ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts',
    ),
  ],
  Write: [
    on(
      [ARN, `${ARN}/*`],
      's3',
      'AbortMultipartUpload DeleteObject DeleteObjectVersion PutObject PutObjectLegalHold PutObjectRetention RestoreObject',
    ),
  ],
};

/**
 * What connectors allow, by the type of their source and of their destination.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
export const CONNECTOR_GRANTS: Readonly<Record<string, Readonly<Record<string, Grants>>>> = {
  'AWS::StepFunctions::StateMachine': {
    'AWS::Lambda::Function': TO_FUNCTION,
    'AWS::SNS::Topic': TO_TOPIC,
    'AWS::SQS::Queue': { Write: [on([ARN], 'sqs', 'SendMessage')] },
    'AWS::S3::Bucket': TO_BUCKET,
    'AWS::DynamoDB::Table': TO_TABLE,
    'AWS::Events::EventBus': TO_BUS,
    'AWS::StepFunctions::StateMachine': {
      Read: [
        on([executions], 'states', 'DescribeExecution'),
        on([managedRule], 'events', 'DescribeRule'),
      ],
      Write: [
        on([ARN], 'states', 'StartExecution'),
        on([executions], 'states', 'StopExecution'),
        on([managedRule], 'events', 'PutTargets PutRule'),
      ],
    },
  },
  'AWS::Lambda::Function': {
    'AWS::Lambda::Function': TO_FUNCTION,
    'AWS::SNS::Topic': TO_TOPIC,
    'AWS::SQS::Queue': {
      Read: [on([ARN], 'sqs', 'ReceiveMessage GetQueueAttributes')],
      Write: [on([ARN], 'sqs', 'DeleteMessage SendMessage ChangeMessageVisibility PurgeQueue')],
    },
    'AWS::S3::Bucket': TO_BUCKET,
    'AWS::DynamoDB::Table': TO_TABLE,
    'AWS::Events::EventBus': TO_BUS,
    'AWS::StepFunctions::StateMachine': {
      Read: [
        on([ARN], 'states', 'DescribeStateMachine ListExecutions'),
        on(
          [executions],
          'states',
          'DescribeExecution DescribeStateMachineForExecution GetExecutionHistory',
        ),
      ],
      Write: [
        on([ARN], 'states', 'StartExecution StartSyncExecution'),
        on([executions], 'states', 'StopExecution'),
      ],
    },
  },
};
