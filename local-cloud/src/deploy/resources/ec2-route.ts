import * as z from 'zod';
import { resourceType } from '../resource-type.ts';
import { cidrBlock, inName } from './ec2-id.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html */
export const ec2Route = resourceType({
  type: 'AWS::EC2::Route',
  properties: z
    .strictObject({
      RouteTableId: z.string(),
      DestinationCidrBlock: cidrBlock,
      GatewayId: z.string().optional(),
      NatGatewayId: z.string().optional(),
    })
    .refine(
      ({ GatewayId, NatGatewayId }) => (GatewayId === undefined) !== (NatGatewayId === undefined),
      'A route has either GatewayId or NatGatewayId',
    ),
  create: async ({ RouteTableId, DestinationCidrBlock }) =>
    inName(`${RouteTableId}|${DestinationCidrBlock}`, { CidrBlock: DestinationCidrBlock }),
});
