import * as z from 'zod';
import { resourceType, tags } from '../resource-type.ts';
import { ec2Id, inName } from './ec2-id.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-internetgateway.html */
export const ec2InternetGateway = resourceType({
  type: 'AWS::EC2::InternetGateway',
  properties: z.strictObject({ Tags: tags.optional() }),
  async create(_, context) {
    const InternetGatewayId = ec2Id(context, 'igw');
    return inName(InternetGatewayId, { InternetGatewayId });
  },
});
