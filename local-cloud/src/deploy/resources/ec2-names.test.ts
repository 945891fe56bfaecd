import { expect, test } from 'vitest';
import { deploy } from '../deploy.ts';
import { parseTemplate } from '../template.ts';
import { recordingCloud, root } from '../testing.ts';

test('what a VPC of the CDK consists of is made in name, with what others refer to', async () => {
  const { cloud, calls } = recordingCloud();
  const at = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });
  const Resources = {
    Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } },
    Gateway: {
      Type: 'AWS::EC2::NatGateway',
      Properties: { AllocationId: at('Address', 'AllocationId'), SubnetId: 'subnet-1' },
    },
    Route: {
      Type: 'AWS::EC2::Route',
      Properties: {
        RouteTableId: 'rtb-1',
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: { Ref: 'Gateway' },
      },
    },
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { VpcId: 'vpc-1', ServiceName: 'com.amazonaws.us-east-1.states' },
    },
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'Mill',
        VpcId: 'vpc-1',
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, SourceSecurityGroupId: 'sg-1' }],
      },
    },
    In: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: { GroupId: { Ref: 'Group' }, IpProtocol: 'tcp', SourceSecurityGroupId: 'sg-1' },
    },
    Out: {
      Type: 'AWS::EC2::SecurityGroupEgress',
      Properties: {
        GroupId: { Ref: 'Group' },
        IpProtocol: 'tcp',
        DestinationSecurityGroupId: 'sg-1',
      },
    },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24', MapPublicIpOnLaunch: 'True' },
    },
  };
  const template = parseTemplate(JSON.stringify({ Resources }), 'vpc.template.json');
  const artifact = () => new Uint8Array();
  const stack = await deploy(cloud, { stackName: 'net', template, root, artifact });
  const ids = Object.fromEntries(stack.resources.map((made) => [made.logicalId, made.physicalId]));
  expect(ids).toMatchObject({
    Address: expect.stringMatching(/^203\.0\.113\.\d+$/),
    Gateway: expect.stringMatching(/^nat-0/),
    Endpoint: expect.stringMatching(/^vpce-0/),
    In: expect.stringMatching(/^sgr-0/),
    Out: expect.stringMatching(/^sgr-0/),
  });
  expect(calls).toEqual([]);
});

const ROUTE = { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0' };
const GROUP = { GroupDescription: 'Mill', VpcId: 'vpc-1' };
const anywhere = { IpProtocol: 'tcp', CidrIp: '0.0.0.0/0' };

test.each([
  ['AWS::EC2::Route', ROUTE, 'either GatewayId or NatGatewayId'],
  [
    'AWS::EC2::Route',
    { ...ROUTE, GatewayId: 'igw-1', NatGatewayId: 'nat-1' },
    'either GatewayId or NatGatewayId',
  ],
  [
    'AWS::EC2::SecurityGroup',
    { ...GROUP, SecurityGroupIngress: [{ IpProtocol: 'tcp' }] },
    'either CidrIp or SourceSecurityGroupId',
  ],
  [
    'AWS::EC2::SecurityGroup',
    { ...GROUP, SecurityGroupEgress: [{ ...anywhere, DestinationSecurityGroupId: 'sg-1' }] },
    'either CidrIp or DestinationSecurityGroupId',
  ],
  [
    'AWS::EC2::SecurityGroup',
    { ...GROUP, SecurityGroupIngress: [{ ...anywhere, DestinationSecurityGroupId: 'sg-1' }] },
    'DestinationSecurityGroupId',
  ],
])('%s with %j is refused', async (Type, Properties, message) => {
  const text = JSON.stringify({ Resources: { Part: { Type, Properties } } });
  const template = parseTemplate(text, 'vpc.template.json');
  const artifact = () => new Uint8Array();
  const deployed = deploy(recordingCloud().cloud, { stackName: 'net', template, root, artifact });
  await expect(deployed).rejects.toMatchObject({ why: expect.stringContaining(message) });
});
