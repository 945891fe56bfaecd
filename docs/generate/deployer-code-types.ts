import type { Needs } from './deployer-needs.ts';
import { NETWORK } from './deployer-networks.ts';

/** AWS names mappings of event sources by a random id. */
const LAMBDA = ['lambda:*:*:event-source-mapping:*', 'lambda:*:*:function:SERVICE-*'];

/** Types of code, networks and roles. */
export const CODE_TYPES: Readonly<Record<string, Needs | readonly Needs[]>> = {
  'AWS::ApiGatewayV2::Api': {
    actions: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH', 'apigateway:POST'],
    on: ['apigateway:*::/apis', 'apigateway:*::/apis/*', 'apigateway:*::/tags/*'],
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
