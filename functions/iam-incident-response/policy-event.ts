import * as z from 'zod/mini';

/** An id of a version of a managed policy: `v1`, `v2`, ... */
export const versionId = z.string().check(z.regex(/^v\d+$/));

/** The policy that was changed, and the version that was made. */
export const policyVersion = {
  policyArn: z.string().check(z.regex(/^arn:[a-z-]+:iam::\d{12}:policy\/.+$/)),
  versionId,
};
