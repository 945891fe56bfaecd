import * as z from 'zod';
import { texts } from '../../core/json-schemas.ts';
import { defined, number, resourceType } from '../resource-type.ts';

const SDK_ID = 'ApiGatewayV2';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html */
export const httpApiIntegration = resourceType({
  type: 'AWS::ApiGatewayV2::Integration',
  properties: z.strictObject({
    ApiId: z.string(),
    IntegrationType: z.literal('AWS_PROXY'),
    IntegrationUri: z.string().optional(),
    IntegrationSubtype: z.string().optional(),
    CredentialsArn: z.string().optional(),
    RequestParameters: texts.optional(),
    IntegrationMethod: z.string().optional(),
    PayloadFormatVersion: z.enum(['1.0', '2.0']).optional(),
    TimeoutInMillis: number.optional(),
    Description: z.string().optional(),
  }),
  async create(properties, context) {
    const { ApiId } = properties;
    const { IntegrationId } = await context.call<{ IntegrationId: string }>(
      SDK_ID,
      'CreateIntegration',
      defined(properties),
    );
    return {
      ref: IntegrationId,
      attributes: { IntegrationId },
      remove: () => context.call(SDK_ID, 'DeleteIntegration', { ApiId, IntegrationId }),
    };
  },
});
