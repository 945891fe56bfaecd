import * as z from 'zod';
import { number, resourceType, tags, text } from '../resource-type.ts';
import { cidrBlock, ec2Id, inName } from './ec2-id.ts';

/** By addresses of IPv4, or by another group. */
const rules = z.array(
  z.strictObject({
    IpProtocol: text,
    FromPort: number.optional(),
    ToPort: number.optional(),
    CidrIp: cidrBlock.optional(),
    SourceSecurityGroupId: z.string().optional(),
    DestinationSecurityGroupId: z.string().optional(),
    Description: z.string().optional(),
  }),
);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
export const ec2SecurityGroup = resourceType({
  type: 'AWS::EC2::SecurityGroup',
  properties: z.strictObject({
    GroupDescription: z.string().min(1).max(255),
    GroupName: z.string().optional(),
    VpcId: z.string(),
    SecurityGroupEgress: rules.optional(),
    SecurityGroupIngress: rules.optional(),
    Tags: tags.optional(),
  }),
  async create({ VpcId }, context) {
    const GroupId = ec2Id(context, 'sg');
    return inName(GroupId, { GroupId, VpcId });
  },
});
