import * as z from 'zod';
import { resourceType, tags } from '../resource-type.ts';
import { ec2Id, inName } from './ec2-id.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-routetable.html */
export const ec2RouteTable = resourceType({
  type: 'AWS::EC2::RouteTable',
  properties: z.strictObject({ VpcId: z.string(), Tags: tags.optional() }),
  async create(_, context) {
    const RouteTableId = ec2Id(context, 'rtb');
    return inName(RouteTableId, { RouteTableId });
  },
});
