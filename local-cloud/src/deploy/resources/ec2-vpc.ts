import * as z from 'zod';
import { boolean, resourceType, tags } from '../resource-type.ts';
import { cidrBlock, ec2Id, inName } from './ec2-id.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html */
export const ec2Vpc = resourceType({
  type: 'AWS::EC2::VPC',
  properties: z.strictObject({
    CidrBlock: cidrBlock,
    EnableDnsHostnames: boolean.optional(),
    EnableDnsSupport: boolean.optional(),
    InstanceTenancy: z.literal('default').optional(),
    Tags: tags.optional(),
  }),
  async create({ CidrBlock }, context) {
    const VpcId = ec2Id(context, 'vpc');
    return inName(VpcId, {
      ...{ VpcId, CidrBlock },
      DefaultNetworkAcl: ec2Id(context, 'acl'),
      DefaultSecurityGroup: ec2Id(context, 'sg'),
    });
  },
});
