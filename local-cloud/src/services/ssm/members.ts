import type { Constraint, Contract } from '../../core/contract.ts';

/** What the API model says of members that several operations have. */
export const parameterName = { length: [1, 2048] } as const satisfies Constraint;
const tagText = '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)';
export const tagList = {
  items: {
    members: {
      Key: { required: true, length: [1, 128], pattern: tagText },
      Value: { required: true, length: [0, 256], pattern: tagText },
    },
  },
} as const satisfies Constraint;
export const tagged = {
  ResourceType: {
    required: true,
    enum: [
      ...['Document', 'ManagedInstance', 'MaintenanceWindow', 'Parameter', 'PatchBaseline'],
      ...['OpsItem', 'OpsMetadata', 'Automation', 'Association'],
    ],
  },
  ResourceId: { required: true },
} as const satisfies Contract;
export const filterList = {
  items: {
    members: {
      Key: {
        required: true,
        length: [1, 132],
        pattern: 'tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType',
      },
      Option: { length: [1, 10] },
      Values: { length: [1, 50], items: { length: [1, 1024] } },
    },
  },
} as const satisfies Constraint;

export function page(most: number) {
  return { MaxResults: { range: [1, most] }, NextToken: {} } as const satisfies Contract;
}
