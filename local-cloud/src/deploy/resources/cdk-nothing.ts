import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** Of custom resources that have nothing to do here. */
function nothing(type: string, inert: readonly string[]) {
  return resourceType({
    type,
    properties: z.strictObject({}),
    inert,
    create: async (_properties, context) => ({
      ref: context.generatedName(),
      remove: async () => {},
    }),
  });
}

/** `autoDeleteObjects`: empties the bucket before it is deleted. */
export const cdkAutoDeleteObjects = nothing('Custom::S3AutoDeleteObjects', ['BucketName']);

/** Takes the rules out of a VPC's default security group: nothing goes through either. */
export const cdkRestrictDefaultGroup = nothing('Custom::VpcRestrictDefaultSG', [
  'DefaultSecurityGroupId',
  'Account',
]);
