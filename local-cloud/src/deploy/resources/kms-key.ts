import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/**
 * A key that other resources name: nothing is encrypted with it here, and nobody asks its policy.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
 */
export const kmsKey = resourceType({
  type: 'AWS::KMS::Key',
  properties: z.strictObject({}),
  inert: [
    ...['BypassPolicyLockoutSafetyCheck', 'Description', 'Enabled', 'EnableKeyRotation'],
    ...['KeyPolicy', 'KeySpec', 'KeyUsage', 'MultiRegion', 'PendingWindowInDays'],
    ...['RotationPeriodInDays', 'Tags'],
  ],
  async create(_properties, { cloud: { accountId, random, region } }) {
    const KeyId = random.uuid();
    const Arn = `arn:aws:kms:${region}:${accountId}:key/${KeyId}`;
    return { ref: KeyId, attributes: { Arn, KeyId }, remove: async () => {} };
  },
});
