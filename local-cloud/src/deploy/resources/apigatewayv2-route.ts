import * as z from 'zod';
import { defined, resourceType } from '../resource-type.ts';

const SDK_ID = 'ApiGatewayV2';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-route.html */
export const httpApiRoute = resourceType({
  type: 'AWS::ApiGatewayV2::Route',
  properties: z.strictObject({
    ApiId: z.string(),
    RouteKey: z.string(),
    Target: z.string(),
    AuthorizationType: z.literal('NONE').optional(),
    OperationName: z.string().optional(),
  }),
  async create(properties, context) {
    const { ApiId } = properties;
    const { RouteId } = await context.call<{ RouteId: string }>(
      SDK_ID,
      'CreateRoute',
      defined(properties),
    );
    return {
      ref: RouteId,
      attributes: { RouteId },
      remove: () => context.call(SDK_ID, 'DeleteRoute', { ApiId, RouteId }),
    };
  },
  fixed: ['ApiId'],
  async update({ ref: RouteId }, properties, context) {
    const { OperationName } = properties;
    // Undefined where it has gone: what is not named at all stays.
    await context.call(SDK_ID, 'UpdateRoute', { ...properties, OperationName, RouteId });
    return undefined;
  },
});
