import type { Constraint } from '../../core/contract.ts';

/** What the API model, or the documentation, says of members that several operations have. */
export const tagMap = { values: { length: [0, 256] } } as const satisfies Constraint;
export const ofApi = { restApiId: { required: true } } as const;
export const ofResource = { ...ofApi, resourceId: { required: true } } as const;
export const ofMethod = { ...ofResource, httpMethod: { required: true } } as const;
export const ofResponse = {
  ...ofMethod,
  statusCode: { required: true, pattern: '[1-5]\\d\\d' },
} as const;
export const ofAuthorizer = { ...ofApi, authorizerId: { required: true } } as const;
export const ofDeployment = { ...ofApi, deploymentId: { required: true } } as const;
export const ofStage = { ...ofApi, stageName: { required: true } } as const;

export const stageName = {
  pattern: '[\\w-]*',
  length: [1, 128],
  says: { pattern: 'Stage name only allows a-zA-Z0-9_-' },
} as const satisfies Constraint;

/** Of a stage's variables the names and values are refused in words of AWS's own: `checkVariables`. */
export const stageMembers = {
  description: {},
  variables: {},
  tracingEnabled: {},
  cacheClusterEnabled: {},
} as const;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PatchOperation.html */
export const patchOperations = {
  items: {
    members: {
      op: { enum: ['add', 'remove', 'move', 'test', 'replace', 'copy'] },
      path: {},
      value: {},
      from: {},
    },
  },
} as const satisfies Constraint;
