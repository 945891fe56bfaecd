import type {
  CreateConnectionCommandOutput,
  DescribeConnectionCommandOutput,
} from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { boolean, defined, resourceType, text } from '../resource-type.ts';

const parameters = z
  .array(z.strictObject({ Key: z.string(), Value: text, IsValueSecret: boolean.optional() }))
  .optional();
const httpParameters = z
  .strictObject({
    HeaderParameters: parameters,
    QueryStringParameters: parameters,
    BodyParameters: parameters,
  })
  .optional();

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-connection.html */
export const eventsConnection = resourceType({
  type: 'AWS::Events::Connection',
  properties: z.strictObject({
    Name: z.string().optional(),
    Description: z.string().optional(),
    AuthorizationType: z.enum(['API_KEY', 'BASIC', 'OAUTH_CLIENT_CREDENTIALS']),
    AuthParameters: z.strictObject({
      ApiKeyAuthParameters: z
        .strictObject({ ApiKeyName: z.string(), ApiKeyValue: z.string() })
        .optional(),
      BasicAuthParameters: z
        .strictObject({ Username: z.string(), Password: z.string() })
        .optional(),
      OAuthParameters: z
        .strictObject({
          ClientParameters: z.strictObject({ ClientID: z.string(), ClientSecret: z.string() }),
          AuthorizationEndpoint: z.string(),
          HttpMethod: z.enum(['GET', 'POST', 'PUT']),
          OAuthHttpParameters: httpParameters,
        })
        .optional(),
      InvocationHttpParameters: httpParameters,
    }),
  }),
  async create({ Name: name, ...properties }, context) {
    const Name = name ?? context.generatedName(64);
    const { ConnectionArn } = await context.call<CreateConnectionCommandOutput>(
      'EventBridge',
      'CreateConnection',
      defined({ Name, ...properties }),
    );
    const { SecretArn } = await context.call<DescribeConnectionCommandOutput>(
      'EventBridge',
      'DescribeConnection',
      { Name },
    );
    return {
      ref: Name,
      attributes: { Arn: ConnectionArn!, SecretArn: SecretArn! },
      remove: () => context.call('EventBridge', 'DeleteConnection', { Name }),
    };
  },
});
