import type { Account } from '@aws-sdk/client-api-gateway';
import type { RestApis } from './rest-apis.ts';

/**
 * The account's own limits: requests at once, and by the second.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const ACCOUNT_LIMITS = { burstLimit: 5_000, rateLimit: 10_000 } as const;

export function accountOf({ cloudwatchRoleArn }: RestApis): Account {
  return {
    ...(cloudwatchRoleArn !== undefined && { cloudwatchRoleArn }),
    throttleSettings: ACCOUNT_LIMITS,
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}
