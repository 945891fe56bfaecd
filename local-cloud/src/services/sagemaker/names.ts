import type { Cloud, Permission } from '../../core/service.ts';

/** The kinds of resources that ARNs of SageMaker name. */
export type Kind = 'training-job' | 'model' | 'endpoint-config' | 'endpoint';

/** Names are unique whatever the case of their letters: ARNs have them in lower case. */
export function arnOf({ region, accountId }: Cloud, kind: Kind, name: string): string {
  return `arn:aws:sagemaker:${region}:${accountId}:${kind}/${name.toLowerCase()}`;
}

/** What a caller needs to be allowed for an operation on a resource. */
export function permission(
  cloud: Cloud,
  operation: string,
  kind: Kind,
  name: string | undefined,
): Permission {
  return { action: `sagemaker:${operation}`, resource: arnOf(cloud, kind, name ?? '') };
}

/** What comes on top for an operation that makes a resource with tags, or is handed a role. */
export function alsoNeeded(
  { resource }: Permission,
  {
    Tags,
    role,
  }: { readonly Tags?: readonly unknown[] | undefined; readonly role?: string | undefined },
): Permission[] {
  const conditions = { 'iam:PassedToService': 'sagemaker.amazonaws.com' };
  return [
    ...(role === undefined ? [] : [{ action: 'iam:PassRole', resource: role, conditions }]),
    ...(Tags === undefined || Tags.length === 0 ? [] : [{ action: 'sagemaker:AddTags', resource }]),
  ];
}
