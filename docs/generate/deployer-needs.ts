import { NETWORK } from './deployer-networks.ts';

/**
 * What whoever deploys must be allowed to do: by CloudFormation, which makes the resources in the
 * deployer's name, and by the framework. Everything in a stack has a name that begins with the
 * service's (`SERVICE`), except what AWS names itself.
 */
export interface Needs {
  readonly actions: readonly string[];
  /** ARNs without `arn:aws:`. */
  readonly on: readonly string[];
  readonly condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/**
 * A managed policy holds 6144 characters: one is for code, networks and roles; one for what data is in
 * and goes through, by the services that actions belong to.
 */
export const DATA: readonly string[] = [
  'cloudwatch',
  'dynamodb',
  'glue',
  'kinesis',
  'logs',
  's3',
  'sagemaker',
  'scheduler',
  'sns',
  'sqs',
  'ssm',
];

/** AWS names mappings of event sources by a random id. */
const LAMBDA = ['lambda:*:*:event-source-mapping:*', 'lambda:*:*:function:SERVICE-*'];

/** By resource type: what CloudFormation calls to create, read, change, tag and delete one. */
export const BY_TYPE: Readonly<Record<string, Needs | readonly Needs[]>> = {
  'AWS::ApiGatewayV2::Api': {
    actions: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH', 'apigateway:POST'],
    on: ['apigateway:*::/apis', 'apigateway:*::/apis/*', 'apigateway:*::/tags/*'],
  },
  'AWS::CloudWatch::Alarm': {
    actions: [
      'cloudwatch:DeleteAlarms',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:ListTagsForResource',
      'cloudwatch:PutMetricAlarm',
      'cloudwatch:TagResource',
      'cloudwatch:UntagResource',
    ],
    on: ['cloudwatch:*:*:alarm:SERVICE-*'],
  },
  'AWS::DynamoDB::Table': {
    actions: [
      'dynamodb:CreateTable',
      'dynamodb:DeleteTable',
      'dynamodb:DescribeContinuousBackups',
      'dynamodb:DescribeContributorInsights',
      'dynamodb:DescribeKinesisStreamingDestination',
      'dynamodb:DescribeTable',
      'dynamodb:DescribeTimeToLive',
      'dynamodb:GetResourcePolicy',
      'dynamodb:ListTagsOfResource',
      'dynamodb:TagResource',
      'dynamodb:UntagResource',
      'dynamodb:UpdateContinuousBackups',
      'dynamodb:UpdateTable',
      'dynamodb:UpdateTimeToLive',
    ],
    on: ['dynamodb:*:*:table/SERVICE-*'],
  },
  'AWS::EC2::VPC': NETWORK,
  'AWS::ECS::Cluster': {
    actions: [
      'ecs:CreateCluster',
      'ecs:DeleteCluster',
      'ecs:DescribeClusters',
      'ecs:ListTagsForResource',
      'ecs:TagResource',
      'ecs:UntagResource',
      'ecs:UpdateCluster',
      'ecs:UpdateClusterSettings',
    ],
    on: ['ecs:*:*:cluster/SERVICE-*'],
  },
  'AWS::ECS::TaskDefinition': {
    actions: [
      'ecs:ListTagsForResource',
      'ecs:RegisterTaskDefinition',
      'ecs:TagResource',
      'ecs:UntagResource',
    ],
    on: ['ecs:*:*:task-definition/SERVICE-*:*'],
  },
  'AWS::Events::Rule': {
    actions: [
      'events:DeleteRule',
      'events:DescribeRule',
      'events:ListTagsForResource',
      'events:ListTargetsByRule',
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
      'events:TagResource',
      'events:UntagResource',
    ],
    on: ['events:*:*:rule/SERVICE-*'],
  },
  'AWS::Glue::Job': {
    actions: [
      'glue:CreateJob',
      'glue:DeleteJob',
      'glue:GetJob',
      'glue:GetTags',
      'glue:TagResource',
      'glue:UntagResource',
      'glue:UpdateJob',
    ],
    on: ['glue:*:*:job/SERVICE-*'],
  },
  'AWS::IAM::Role': {
    actions: [
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
    on: ['iam::*:role/SERVICE-*'],
  },
  'AWS::Kinesis::Stream': {
    actions: [
      'kinesis:AddTagsToStream',
      'kinesis:CreateStream',
      'kinesis:DecreaseStreamRetentionPeriod',
      'kinesis:DeleteStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:IncreaseStreamRetentionPeriod',
      'kinesis:ListTagsForResource',
      'kinesis:RemoveTagsFromStream',
      'kinesis:StartStreamEncryption',
      'kinesis:StopStreamEncryption',
      'kinesis:TagResource',
      'kinesis:UntagResource',
    ],
    on: ['kinesis:*:*:stream/SERVICE-*'],
  },
  'AWS::Lambda::EventInvokeConfig': {
    actions: [
      'lambda:DeleteFunctionEventInvokeConfig',
      'lambda:GetFunctionEventInvokeConfig',
      'lambda:PutFunctionEventInvokeConfig',
    ],
    on: LAMBDA,
  },
  'AWS::Lambda::EventSourceMapping': {
    actions: [
      'lambda:DeleteEventSourceMapping',
      'lambda:GetEventSourceMapping',
      'lambda:ListTags',
      'lambda:TagResource',
      'lambda:UntagResource',
      'lambda:UpdateEventSourceMapping',
    ],
    on: LAMBDA,
  },
  'AWS::Lambda::Function': {
    actions: [
      'lambda:CreateFunction',
      'lambda:DeleteFunction',
      'lambda:GetFunction',
      'lambda:GetFunctionCodeSigningConfig',
      'lambda:GetRuntimeManagementConfig',
      'lambda:ListTags',
      'lambda:TagResource',
      'lambda:UntagResource',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ],
    on: LAMBDA,
  },
  'AWS::Lambda::Permission': {
    actions: ['lambda:AddPermission', 'lambda:GetPolicy', 'lambda:RemovePermission'],
    on: LAMBDA,
  },
  'AWS::Logs::LogGroup': {
    actions: [
      'logs:CreateLogGroup',
      'logs:DeleteLogGroup',
      'logs:DeleteRetentionPolicy',
      'logs:ListTagsForResource',
      'logs:PutRetentionPolicy',
      'logs:TagResource',
      'logs:UntagResource',
    ],
    on: [
      'logs:*:*:log-group:/aws/lambda/SERVICE-*',
      'logs:*:*:log-group:/aws/vendedlogs/*/SERVICE-*',
      'logs:*:*:log-group:/ecs/SERVICE-*',
    ],
  },
  'AWS::S3::Bucket': {
    actions: [
      's3:CreateBucket',
      's3:DeleteBucket',
      's3:GetBucketNotification',
      's3:GetBucketPublicAccessBlock',
      's3:GetBucketTagging',
      's3:GetBucketVersioning',
      's3:GetEncryptionConfiguration',
      's3:PutBucketNotification',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketTagging',
      's3:PutBucketVersioning',
      's3:PutEncryptionConfiguration',
    ],
    on: ['s3:::SERVICE-*'],
  },
  'AWS::S3::BucketPolicy': {
    actions: ['s3:DeleteBucketPolicy', 's3:GetBucketPolicy', 's3:PutBucketPolicy'],
    on: ['s3:::SERVICE-*'],
  },
  'AWS::Scheduler::Schedule': {
    actions: [
      'scheduler:CreateSchedule',
      'scheduler:DeleteSchedule',
      'scheduler:GetSchedule',
      'scheduler:UpdateSchedule',
    ],
    on: ['scheduler:*:*:schedule/*/SERVICE-*'],
  },
  'AWS::Scheduler::ScheduleGroup': {
    actions: [
      'scheduler:CreateScheduleGroup',
      'scheduler:DeleteScheduleGroup',
      'scheduler:GetScheduleGroup',
      'scheduler:ListTagsForResource',
      'scheduler:TagResource',
      'scheduler:UntagResource',
    ],
    on: ['scheduler:*:*:schedule-group/SERVICE-*'],
  },
  'AWS::SNS::Topic': {
    actions: [
      'sns:CreateTopic',
      'sns:DeleteTopic',
      'sns:GetDataProtectionPolicy',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
      'sns:ListTagsForResource',
      'sns:SetTopicAttributes',
      'sns:TagResource',
      'sns:UntagResource',
    ],
    on: ['sns:*:*:SERVICE-*'],
  },
  'AWS::SNS::Subscription': {
    actions: [
      'sns:GetSubscriptionAttributes',
      'sns:SetSubscriptionAttributes',
      'sns:Subscribe',
      'sns:Unsubscribe',
    ],
    on: ['sns:*:*:SERVICE-*'],
  },
  'AWS::SQS::Queue': {
    actions: [
      'sqs:CreateQueue',
      'sqs:DeleteQueue',
      'sqs:GetQueueAttributes',
      'sqs:ListQueueTags',
      'sqs:SetQueueAttributes',
      'sqs:TagQueue',
      'sqs:UntagQueue',
    ],
    on: ['sqs:*:*:SERVICE-*'],
  },
  'AWS::SSM::Parameter': {
    actions: [
      'ssm:AddTagsToResource',
      'ssm:DeleteParameter',
      'ssm:GetParameters',
      'ssm:ListTagsForResource',
      'ssm:PutParameter',
      'ssm:RemoveTagsFromResource',
    ],
    on: ['ssm:*:*:parameter/SERVICE-*'],
  },
  'AWS::StepFunctions::StateMachine': {
    actions: [
      'states:CreateStateMachine',
      'states:DeleteStateMachine',
      'states:DescribeStateMachine',
      'states:ListTagsForResource',
      'states:TagResource',
      'states:UntagResource',
      'states:UpdateStateMachine',
    ],
    on: ['states:*:*:stateMachine:SERVICE-*'],
  },
};

/** Types that need nothing beyond what another type needs. */
export const LIKE: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Integration': 'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Route': 'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Stage': 'AWS::ApiGatewayV2::Api',
  'AWS::EC2::InternetGateway': 'AWS::EC2::VPC',
  'AWS::EC2::Route': 'AWS::EC2::VPC',
  'AWS::EC2::RouteTable': 'AWS::EC2::VPC',
  'AWS::EC2::SecurityGroup': 'AWS::EC2::VPC',
  'AWS::EC2::Subnet': 'AWS::EC2::VPC',
  'AWS::EC2::SubnetRouteTableAssociation': 'AWS::EC2::VPC',
  'AWS::EC2::VPCGatewayAttachment': 'AWS::EC2::VPC',
  'AWS::SNS::TopicPolicy': 'AWS::SNS::Topic',
  'AWS::SQS::QueuePolicy': 'AWS::SQS::Queue',
};

/** What AWS offers no narrower resource for, by the type that needs it. */
export const ON_ALL: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
  'AWS::ApiGatewayV2::Stage': [
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
  ],
  'AWS::EC2::VPC': [
    'ec2:DescribeInternetGateways',
    'ec2:DescribeNetworkAcls',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcs',
  ],
  'AWS::ECS::TaskDefinition': ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition'],
  'AWS::Kinesis::Stream': ['kinesis:UpdateShardCount'],
  'AWS::Lambda::EventSourceMapping': ['lambda:CreateEventSourceMapping'],
  'AWS::Logs::LogGroup': ['logs:DescribeLogGroups'],
  'AWS::SSM::Parameter': ['ssm:DescribeParameters'],
};

/** Whose roles AWS makes, once in an account, with the first resource of the type. */
export const SERVICE_LINKED: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Api': 'ops.apigateway.amazonaws.com',
  'AWS::ECS::Cluster': 'ecs.amazonaws.com',
};

/** What the framework itself calls: it validates, uploads, deploys, and tells what happened. */
export const FRAMEWORK: readonly Needs[] = [
  {
    actions: [
      'cloudformation:CreateChangeSet',
      'cloudformation:CreateStack',
      'cloudformation:DeleteChangeSet',
      'cloudformation:DeleteStack',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStackResource',
      'cloudformation:DescribeStackResources',
      'cloudformation:DescribeStacks',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:GetTemplate',
      'cloudformation:ListStackResources',
      'cloudformation:TagResource',
      'cloudformation:UntagResource',
      'cloudformation:UpdateStack',
    ],
    on: ['cloudformation:*:*:stack/SERVICE-*/*'],
  },
  { actions: ['s3:GetBucketLocation', 's3:ListBucket'], on: ['s3:::SERVICE-*'] },
  { actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], on: ['s3:::SERVICE-*/*'] },
];

export const FRAMEWORK_ON_ALL = ['cloudformation:ValidateTemplate'];
