import type { PublishLayerVersionResponse } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { type Deployed, defined, type ResourceContext, resourceType } from '../resource-type.ts';
import { archived, archiveOf } from './lambda-archive.ts';

const properties = z.strictObject({
  LayerName: z.string().optional(),
  Description: z.string().optional(),
  Content: archived,
  CompatibleRuntimes: z.array(z.string()).optional(),
  CompatibleArchitectures: z.array(z.string()).optional(),
  LicenseInfo: z.string().optional(),
});

/**
 * Another content is another version: functions get it that refer to this one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html
 */
export const lambdaLayerVersion = resourceType({
  type: 'AWS::Lambda::LayerVersion',
  properties,
  create: publish,
  fixed: ['LayerName'],
  update: (_deployed, given, context) => publish(given, context),
});

async function publish(
  { Content, ...described }: z.output<typeof properties>,
  context: ResourceContext,
): Promise<Deployed> {
  const { LayerName = context.logicalId } = described;
  const { LayerVersionArn, Version } = await context.call<PublishLayerVersionResponse>(
    'Lambda',
    'PublishLayerVersion',
    defined({ ...described, LayerName, Content: { ZipFile: await archiveOf(Content, context) } }),
  );
  return {
    ref: LayerVersionArn!,
    attributes: { LayerVersionArn: LayerVersionArn! },
    remove: () =>
      context.call('Lambda', 'DeleteLayerVersion', { LayerName, VersionNumber: Version }),
  };
}
