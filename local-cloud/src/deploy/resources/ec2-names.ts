import * as z from 'zod';
import { type Deployed, type ResourceContext, resourceType } from '../resource-type.ts';
import { ec2Id, inName } from './ec2-id.ts';

/** A part of a network whose settings nothing here depends on: it has the attributes that others refer to. */
function part(
  type: string,
  inert: readonly string[],
  create: (context: ResourceContext) => Deployed,
) {
  return resourceType({
    type,
    properties: z.strictObject({}),
    inert,
    create: async (_properties, context) => create(context),
  });
}

function called(prefix: string, attribute: string) {
  return (context: ResourceContext) => {
    const id = ec2Id(context, prefix);
    return inName(id, { [attribute]: id });
  };
}

const RULE = ['CidrIp', 'CidrIpv6', 'Description', 'FromPort', 'GroupId', 'IpProtocol', 'ToPort'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-natgateway.html */
export const ec2NatGateway = part(
  'AWS::EC2::NatGateway',
  [
    'AllocationId',
    'ConnectivityType',
    'MaxDrainDurationSeconds',
    'PrivateIpAddress',
    'SubnetId',
    'Tags',
  ],
  called('nat', 'NatGatewayId'),
);

/**
 * An address of those for documentation.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eip.html
 */
export const ec2Eip = part('AWS::EC2::EIP', ['Domain', 'InstanceId', 'Tags'], (context) => {
  const [last] = context.cloud.random.bytes(1);
  const PublicIp = `203.0.113.${last}`;
  return inName(PublicIp, { PublicIp, AllocationId: ec2Id(context, 'eipalloc') });
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html */
export const ec2VpcEndpoint = part(
  'AWS::EC2::VPCEndpoint',
  [
    ...['DnsOptions', 'IpAddressType', 'PolicyDocument', 'PrivateDnsEnabled', 'RouteTableIds'],
    ...['SecurityGroupIds', 'ServiceName', 'SubnetIds', 'Tags', 'VpcEndpointType', 'VpcId'],
  ],
  called('vpce', 'Id'),
);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html */
export const ec2SecurityGroupIngress = part(
  'AWS::EC2::SecurityGroupIngress',
  [
    ...RULE,
    'GroupName',
    'SourcePrefixListId',
    'SourceSecurityGroupId',
    'SourceSecurityGroupOwnerId',
  ],
  called('sgr', 'Id'),
);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html */
export const ec2SecurityGroupEgress = part(
  'AWS::EC2::SecurityGroupEgress',
  [...RULE, 'DestinationPrefixListId', 'DestinationSecurityGroupId'],
  called('sgr', 'Id'),
);
