import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { notSupported } from '../../core/errors.ts';
import { badRequest } from '../apis/errors.ts';

/** One change of a patch, as far as it is served. */
export interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value: string;
}

/**
 * The changes that a request asks for.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 *
 * @throws NotSupportedByLocalCloud for `copy`, `move` and `test`; BadRequestException for one without a path
 */
export function changesOf(operations: readonly PatchOperation[] = []): Change[] {
  return operations.map(({ op, path, value = '' }) => {
    if (path === undefined || path === null) throw badRequest('Invalid patch path null');
    if (op === 'add' || op === 'remove' || op === 'replace') return { op, path, value };
    if (op) throw notSupported('API Gateway', `the patch operation ${op}`);
    throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
  });
}

/** A part of a path: `/` is written `~1`, and `~` is `~0`. */
export function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

export function checkReplace({ op }: Change): void {
  if (op === 'replace') return;
  throw badRequest('Invalid patch operation specified. Must be one of: [replace]');
}
