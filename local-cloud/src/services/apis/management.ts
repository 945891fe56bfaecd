import type { Cloud, Permission } from '../../core/service.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An ID in the characters of API Gateway's own: small letters and digits. */
export function newId(cloud: Cloud, length: 6 | 7 | 10): string {
  const bytes = [...cloud.random.bytes(length)];
  return bytes.map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/**
 * The management API is permitted by method and path.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-iam-policy.html
 */
export function managementPermission(
  { region }: Cloud,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
): Permission[] {
  return [{ action: `apigateway:${method}`, resource: `arn:aws:apigateway:${region}::${path}` }];
}
