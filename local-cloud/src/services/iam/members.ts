import type { Constraint } from '../../core/contract.ts';

const NAME_CHARACTERS =
  'It must contain only alphanumeric characters and/or the following: +=,.@_-';

const ROLE_PATH = '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)';
const POLICY_PATH = '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/';
const INVALID_PATH =
  'The specified value for path is invalid. It must begin and end with / and contain only ' +
  'alphanumeric characters and/or / characters.';

/** A name of up to so many characters, refused in IAM's own words when it has others. */
function nameOf<Member extends string>(member: Member, longest: number) {
  return {
    required: true,
    pattern: '[\\w+=,.@-]+',
    length: [1, longest],
    says: { pattern: `The specified value for ${member} is invalid. ${NAME_CHARACTERS}` },
  } as const satisfies Constraint;
}

/** What the API model says of members that several operations have, with IAM's texts. */
export const roleName = nameOf('roleName', 64);
export const policyName = nameOf('policyName', 128);
export const policyArn = { required: true, length: [20, 2048] } as const satisfies Constraint;
/** The ARN of a managed policy. */
export const permissionsBoundary = { length: [20, 2048] } as const satisfies Constraint;
export const policyVersionId = {
  required: true,
  pattern: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?',
} as const satisfies Constraint;
export const policyDocument = {
  required: true,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
  length: [1, 131_072],
  sensitive: true,
} as const satisfies Constraint;
export const rolePath = {
  pattern: ROLE_PATH,
  length: [1, 512],
  says: { pattern: INVALID_PATH },
} as const satisfies Constraint;
export const policyPath = {
  pattern: POLICY_PATH,
  length: [1, 512],
  says: { pattern: INVALID_PATH },
} as const satisfies Constraint;
export const pathPrefix = {
  pattern: '\\u002F[\\u0021-\\u007F]*',
  length: [1, 512],
  says: {
    pattern:
      'The specified value for pathPrefix is invalid. It must begin with the / character and ' +
      'contain only alphanumeric characters and/or / characters.',
  },
} as const satisfies Constraint;
/** Of lists of policies, and of the roles of a policy: these prefixes end with `/`. */
export const policyPathPrefix = {
  pattern: POLICY_PATH,
  length: [1, 512],
} as const satisfies Constraint;
export const rolePathPrefix = {
  pattern: ROLE_PATH,
  length: [1, 512],
} as const satisfies Constraint;
export const roleDescription = {
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
  length: [0, 1000],
} as const satisfies Constraint;
/** In seconds. */
export const maxSessionDuration = { range: [3_600, 43_200] } as const satisfies Constraint;
export const tagKey = {
  pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+',
  length: [1, 128],
} as const satisfies Constraint;
export const tagList = {
  length: [0, 50],
  items: {
    members: {
      Key: { ...tagKey, required: true },
      Value: {
        required: true,
        pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*',
        length: [0, 256],
      },
    },
  },
} as const satisfies Constraint;
export const marker = {
  pattern: '[\\u0020-\\u00FF]+',
  length: [1, 320],
} as const satisfies Constraint;
export const maxItems = { range: [1, 1000] } as const satisfies Constraint;
