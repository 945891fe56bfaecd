import type { Account } from '@aws-sdk/client-api-gateway';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import { type ResourceContext, resourceType } from '../resource-type.ts';
import { setRole } from './apigateway-account.ts';

const ROLE = 'serverlessApiGatewayCloudWatchRole';
const POLICY = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: ['apigateway.amazonaws.com'] },
      Action: ['sts:AssumeRole'],
    },
  ],
};

/**
 * What `provider.logs.restApi` of the Serverless Framework comes to: the role that API Gateway writes logs
 * with, the framework's own where it names none. It stays with the account when the stack goes, and changes
 * of the resource change nothing, as on AWS.
 * https://github.com/oss-serverless/serverless/blob/main/lib/plugins/aws/custom-resources/resources/api-gateway-cloud-watch-role/handler.js
 */
export const serverlessAccountRole = resourceType({
  type: 'Custom::ApiGatewayAccountRole',
  properties: z.strictObject({ RoleArn: z.string().optional() }),
  async create({ RoleArn }, context) {
    const value = RoleArn ?? (await ownRole(context));
    const { cloudwatchRoleArn } = await context.call<Account>('API Gateway', 'GetAccount', {});
    if (value !== cloudwatchRoleArn) await setRole(value, context);
    return { ref: context.generatedName(), remove: async () => {} };
  },
  async update() {
    return undefined;
  },
});

/** Its ARN, once it is there. */
async function ownRole({ call, cloud }: ResourceContext): Promise<string> {
  const role = { RoleName: ROLE, AssumeRolePolicyDocument: JSON.stringify(TRUST), Path: '/' };
  await call('IAM', 'CreateRole', role).catch((error: unknown) => {
    if (!(error instanceof AwsError) || error.code !== 'EntityAlreadyExists') throw error;
  });
  await call('IAM', 'AttachRolePolicy', { RoleName: ROLE, PolicyArn: POLICY });
  return `arn:aws:iam::${cloud.accountId}:role/${ROLE}`;
}
