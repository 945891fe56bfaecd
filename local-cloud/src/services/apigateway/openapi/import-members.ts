import type { Cloud, Permission } from '../../../core/service.ts';
import { passRole } from '../../apis/role.ts';

/** In bytes. https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
const LARGEST = 6 * 1024 * 1024;

/** What requests that import a document have in common. */
export const importMembers = {
  failOnWarnings: {},
  parameters: {},
  body: {
    required: true,
    length: [0, LARGEST],
    says: { length: 'Invalid OpenAPI input.' },
  },
} as const;

/** The credentials of integrations and authorizers, in JSON or YAML. */
const ROLES =
  /credentials["']?\s*:\s*["']?(arn:(?:aws[\w-]*|\$\{AWS::Partition\}):iam::(?:\d{12}|\$\{AWS::AccountId\}):role\/[\w+=,.@/-]+)/gi;

/** What it takes to hand the roles that a document names to API Gateway: asked before it is read. */
export function rolePermissions(
  { accountId }: Pick<Cloud, 'accountId'>,
  body: Uint8Array = new Uint8Array(),
): Permission[] {
  const text = Buffer.from(body).toString('utf8');
  const roles = Array.from(text.matchAll(ROLES), ([, role]) =>
    role!.replace('${AWS::Partition}', 'aws').replace('${AWS::AccountId}', accountId),
  );
  return [...new Set(roles)].flatMap(passRole);
}
