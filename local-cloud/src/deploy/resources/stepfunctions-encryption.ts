import * as z from 'zod';
import { defined, number } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachine-encryptionconfiguration.html */
export const encryption = z.strictObject({
  Type: z.enum(['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KMS_KEY']),
  KmsKeyId: z.string().optional(),
  KmsDataKeyReusePeriodSeconds: number.optional(),
});

/** As the API takes it. */
export function encryptionOf(given: z.output<typeof encryption> | undefined): object | undefined {
  return (
    given &&
    defined({
      type: given.Type,
      kmsKeyId: given.KmsKeyId,
      kmsDataKeyReusePeriodSeconds: given.KmsDataKeyReusePeriodSeconds,
    })
  );
}
