import type { CreateClusterCommandOutput } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import { defined, resourceType, tags } from '../resource-type.ts';
import { camelCased } from './ecs-members.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html */
export const ecsCluster = resourceType({
  type: 'AWS::ECS::Cluster',
  properties: z.strictObject({
    ClusterName: z.string().optional(),
    ClusterSettings: z
      .array(z.strictObject({ Name: z.literal('containerInsights'), Value: z.string() }))
      .optional(),
    Tags: tags.optional(),
  }),
  async create({ ClusterSettings, ...properties }, context) {
    const clusterName = properties.ClusterName ?? context.generatedName(255);
    const input = camelCased(defined({ Settings: ClusterSettings, Tags: properties.Tags }));
    const { cluster } = await context.call<CreateClusterCommandOutput>('ECS', 'CreateCluster', {
      ...input,
      clusterName,
    });
    return {
      ref: clusterName,
      attributes: { Arn: cluster!.clusterArn! },
      remove: () => context.call('ECS', 'DeleteCluster', { cluster: clusterName }),
    };
  },
});
