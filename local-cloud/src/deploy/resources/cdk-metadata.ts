import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** What the CDK tells AWS of the constructs that were used: nothing is made of it. */
export const cdkMetadata = resourceType({
  type: 'AWS::CDK::Metadata',
  properties: z.strictObject({ Analytics: z.string().optional(), Modules: z.string().optional() }),
  create: async ({ Analytics = '' }, { logicalId }) => ({
    ref: logicalId,
    attributes: { Analytics },
    remove: async () => {},
  }),
});
