import * as z from 'zod';
import { memberOf } from '../../core/json.ts';
import { number, resourceType, tags, text } from '../resource-type.ts';
import { cidrBlock, ec2Id, inName } from './ec2-id.ts';

const rule = {
  IpProtocol: text,
  FromPort: number.optional(),
  ToPort: number.optional(),
  CidrIp: cidrBlock.optional(),
  Description: z.string().optional(),
};

/** By addresses of IPv4, or by another group. */
function rules<Group extends string>(group: Group) {
  const one = z
    .strictObject({ ...rule, [group]: z.string().optional() })
    .refine(
      (given) => (given.CidrIp === undefined) !== (memberOf(given, group) === undefined),
      `A rule has either CidrIp or ${group}`,
    );
  return z.array(one).optional();
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
export const ec2SecurityGroup = resourceType({
  type: 'AWS::EC2::SecurityGroup',
  properties: z.strictObject({
    GroupDescription: z.string().min(1).max(255),
    GroupName: z.string().optional(),
    VpcId: z.string(),
    SecurityGroupEgress: rules('DestinationSecurityGroupId'),
    SecurityGroupIngress: rules('SourceSecurityGroupId'),
    Tags: tags.optional(),
  }),
  async create({ VpcId }, context) {
    const GroupId = ec2Id(context, 'sg');
    return inName(GroupId, { GroupId, VpcId });
  },
});
