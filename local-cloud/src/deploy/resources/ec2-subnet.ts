import * as z from 'zod';
import { boolean, resourceType, tags } from '../resource-type.ts';
import { cidrBlock, ec2Id, inName } from './ec2-id.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html */
export const ec2Subnet = resourceType({
  type: 'AWS::EC2::Subnet',
  properties: z.strictObject({
    VpcId: z.string(),
    CidrBlock: cidrBlock,
    AvailabilityZone: z.string().optional(),
    MapPublicIpOnLaunch: boolean.optional(),
    Tags: tags.optional(),
  }),
  async create({ VpcId, CidrBlock, AvailabilityZone }, context) {
    const SubnetId = ec2Id(context, 'subnet');
    return inName(SubnetId, {
      ...{ SubnetId, VpcId, CidrBlock },
      AvailabilityZone: AvailabilityZone ?? `${context.cloud.region}a`,
      NetworkAclAssociationId: ec2Id(context, 'aclassoc'),
    });
  },
});
