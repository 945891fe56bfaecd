import type { Resource } from '@aws-sdk/client-api-gateway';
import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

const SDK_ID = 'API Gateway';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html */
export const restApiResource = resourceType({
  type: 'AWS::ApiGateway::Resource',
  passing: true,
  properties: z.strictObject({
    RestApiId: z.string(),
    ParentId: z.string(),
    PathPart: z.string(),
  }),
  async create({ RestApiId: restApiId, ParentId: parentId, PathPart: pathPart }, context) {
    const { id } = await context.call<Resource>(SDK_ID, 'CreateResource', {
      restApiId,
      parentId,
      pathPart,
    });
    return {
      ref: id!,
      attributes: { ResourceId: id! },
      remove: () => context.call(SDK_ID, 'DeleteResource', { restApiId, resourceId: id }),
    };
  },
});
