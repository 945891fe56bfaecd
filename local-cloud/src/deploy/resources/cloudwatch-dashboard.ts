import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/**
 * Nothing shows it here; other resources may depend on it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-dashboard.html
 */
export const cloudwatchDashboard = resourceType({
  type: 'AWS::CloudWatch::Dashboard',
  properties: z.strictObject({ DashboardName: z.string().optional() }),
  inert: ['DashboardBody', 'Tags'],
  create: async ({ DashboardName }, context) => ({
    ref: DashboardName ?? context.generatedName(255),
    remove: async () => {},
  }),
});
