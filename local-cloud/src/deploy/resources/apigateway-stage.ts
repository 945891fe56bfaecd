import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import * as z from 'zod';
import { boolean, defined, orRemoved, resourceType, tagMap, tags } from '../resource-type.ts';
import {
  patchedSettings,
  replace,
  settingPatches,
  variables,
} from './apigateway-stage-settings.ts';

const SDK_ID = 'API Gateway';

const properties = z.strictObject({
  RestApiId: z.string(),
  StageName: z.string(),
  DeploymentId: z.string(),
  Description: z.string().optional(),
  Variables: variables,
  TracingEnabled: boolean.optional(),
  CacheClusterEnabled: boolean.optional(),
  Tags: tags.optional(),
  ...patchedSettings,
});
type Properties = z.output<typeof properties>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
export const restApiStage = resourceType({
  type: 'AWS::ApiGateway::Stage',
  properties,
  async create(given, context) {
    const names = { restApiId: given.RestApiId, stageName: given.StageName };
    await context.call(
      SDK_ID,
      'CreateStage',
      defined({
        ...names,
        deploymentId: given.DeploymentId,
        description: given.Description,
        variables: given.Variables,
        tracingEnabled: given.TracingEnabled,
        cacheClusterEnabled: given.CacheClusterEnabled,
        tags: tagMap(given.Tags),
      }),
    );
    const remove = () => context.call(SDK_ID, 'DeleteStage', names);
    const patchOperations = settingPatches(given);
    if (patchOperations.length > 0) {
      await orRemoved(remove, () =>
        context.call(SDK_ID, 'UpdateStage', { ...names, patchOperations }),
      );
    }
    return { ref: given.StageName, remove };
  },
  fixed: ['RestApiId', 'StageName', 'CacheClusterEnabled', 'Tags'],
  async update(_deployed, given, context, before) {
    const { RestApiId: restApiId, StageName: stageName } = given;
    const patchOperations = [...ownPatches(given, before), ...settingPatches(given, before)];
    await context.call(SDK_ID, 'UpdateStage', { restApiId, stageName, patchOperations });
    return undefined;
  },
});

function ownPatches(now: Properties, before: Properties): PatchOperation[] {
  const { Variables = {} } = now;
  const gone = Object.keys(before.Variables ?? {}).filter(
    (name) => !Object.hasOwn(Variables, name),
  );
  return [
    replace('/deploymentId', now.DeploymentId),
    replace('/description', now.Description ?? ''),
    replace('/tracingEnabled', String(now.TracingEnabled ?? false)),
    ...gone.map((name): PatchOperation => ({ op: 'remove', path: `/variables/${name}` })),
    ...Object.entries(Variables).map(([name, value]) => replace(`/variables/${name}`, value)),
  ];
}
