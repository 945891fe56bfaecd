import type { Needs } from './deployer-needs.ts';

const PARTS_OF_NETWORKS = [
  'ec2:*:*:internet-gateway/*',
  'ec2:*:*:route-table/*',
  'ec2:*:*:security-group/*',
  'ec2:*:*:subnet/*',
  'ec2:*:*:vpc/*',
];

/**
 * AWS names the parts of a network by random ids: ours are known by the tag that CloudFormation puts on
 * them when it makes them, and can put on nothing else.
 */
export const NETWORK: readonly Needs[] = [
  {
    actions: [
      'ec2:CreateInternetGateway',
      'ec2:CreateRouteTable',
      'ec2:CreateSecurityGroup',
      'ec2:CreateSubnet',
      'ec2:CreateVpc',
    ],
    on: PARTS_OF_NETWORKS,
  },
  {
    actions: ['ec2:CreateTags'],
    on: PARTS_OF_NETWORKS,
    condition: { Null: { 'ec2:CreateAction': 'false' } },
  },
  {
    actions: [
      'ec2:AssociateRouteTable',
      'ec2:AttachInternetGateway',
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:CreateRoute',
      'ec2:CreateTags',
      'ec2:DeleteInternetGateway',
      'ec2:DeleteRoute',
      'ec2:DeleteRouteTable',
      'ec2:DeleteSecurityGroup',
      'ec2:DeleteSubnet',
      'ec2:DeleteTags',
      'ec2:DeleteVpc',
      'ec2:DescribeVpcAttribute',
      'ec2:DetachInternetGateway',
      'ec2:DisassociateRouteTable',
      'ec2:ModifySubnetAttribute',
      'ec2:ModifyVpcAttribute',
      'ec2:ReplaceRoute',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupIngress',
    ],
    on: PARTS_OF_NETWORKS,
    condition: { StringEquals: { 'aws:ResourceTag/service': 'SERVICE' } },
  },
];
