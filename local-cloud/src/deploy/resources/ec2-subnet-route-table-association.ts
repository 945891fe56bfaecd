import * as z from 'zod';
import { resourceType } from '../resource-type.ts';
import { ec2Id, inName } from './ec2-id.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetroutetableassociation.html */
export const ec2SubnetRouteTableAssociation = resourceType({
  type: 'AWS::EC2::SubnetRouteTableAssociation',
  properties: z.strictObject({ SubnetId: z.string(), RouteTableId: z.string() }),
  async create(_, context) {
    const Id = ec2Id(context, 'rtbassoc');
    return inName(Id, { Id });
  },
});
