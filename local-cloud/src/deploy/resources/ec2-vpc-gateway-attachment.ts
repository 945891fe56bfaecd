import * as z from 'zod';
import { resourceType } from '../resource-type.ts';
import { inName } from './ec2-id.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcgatewayattachment.html */
export const ec2VpcGatewayAttachment = resourceType({
  type: 'AWS::EC2::VPCGatewayAttachment',
  properties: z.strictObject({ VpcId: z.string(), InternetGatewayId: z.string() }),
  create: async ({ VpcId }) => inName(`IGW|${VpcId}`, { AttachmentType: 'IGW' }),
});
