import { CODE_TYPES } from './deployer-code-types.ts';
import { DATA_TYPES } from './deployer-data-types.ts';

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

/** By resource type: what CloudFormation calls to create, read, change, tag and delete one. */
export const BY_TYPE: Readonly<Record<string, Needs | readonly Needs[]>> = {
  ...CODE_TYPES,
  ...DATA_TYPES,
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
