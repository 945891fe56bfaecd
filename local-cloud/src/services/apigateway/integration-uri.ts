import { notSupported } from '../../core/errors.ts';
import { badRequest } from '../apis/errors.ts';

/** What an integration calls: an operation of a service, by its path or by its name. */
export interface IntegrationUri {
  readonly region: string;
  /** `lambda`, `sqs`; a name before the service's is left out, but for the bucket of S3. */
  readonly service: string;
  readonly kind: 'path' | 'action';
  /** After `path/` or `action/`. */
  readonly rest: string;
}

/** `2015-03-31/functions/<ARN>/invocations`; of the ARN a part may be a variable of the stage. */
const INVOCATION = /^2015-03-31\/functions\/arn:.+\/invocations$/s;

/**
 * `arn:aws:apigateway:<region>:<service>:path/<path>`, or `...:action/<name>`
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
 *
 * @throws BadRequestException
 */
export function parseUri(uri: string): IntegrationUri {
  if (!uri.startsWith('arn:')) throw badRequest('Invalid ARN specified in the request');
  const [, region, host, kind, rest] =
    /^arn:aws[\w-]*:apigateway:([^:]+):([^:]+):(path|action)\/(.+)$/s.exec(uri) ?? [];
  if (rest === undefined) throw badRequest('AWS ARN for integration must contain path or action');
  const [, before = '', service = host!] = /^(.+)\.([^.]+)$/.exec(host!) ?? [];
  // A bucket may stand before the host, or in the path.
  const path = service === 's3' && before !== '' ? `${before}/${rest}` : rest;
  return { region: region!, service, kind: kind as 'path' | 'action', rest: path };
}

/** Whether it invokes a function. Throws NotSupportedByLocalCloud for other calls of Lambda. */
export function isInvocation({ service, kind, rest }: IntegrationUri): boolean {
  if (service !== 'lambda') return false;
  if (kind === 'path' && INVOCATION.test(rest)) return true;
  throw notSupported('API Gateway', `integrations with ${kind}/${rest} of Lambda`);
}
