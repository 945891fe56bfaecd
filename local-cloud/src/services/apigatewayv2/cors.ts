import type { Cors } from '@aws-sdk/client-apigatewayv2';
import type { Constraint } from '../../core/contract.ts';
import type { HttpRequest } from '../../gateway/dispatcher.ts';
import { badRequest } from '../apis/errors.ts';

/** What the API model says of the settings for pages of other origins. */
export const corsMembers = {
  members: {
    AllowCredentials: {},
    AllowHeaders: {},
    AllowMethods: { items: { length: [1, 64] } },
    AllowOrigins: {},
    ExposeHeaders: {},
    MaxAge: { range: [-1, 86_400] },
  },
} as const satisfies Constraint;

/** Every origin, every one of a scheme, or one: no part of a name stands for others. */
const ORIGIN = /^(?:\*|https?:\/\/\*|[a-z][a-z\d+.-]*:\/\/[^/*\s]+|null)$/i;

/** Throws BadRequestException for what is no origin, and for credentials of any: no browser would send them. */
export function checkCors({ AllowCredentials, AllowOrigins = [] }: Cors): void {
  const wrong = AllowOrigins.find((origin) => !ORIGIN.test(origin));
  if (wrong !== undefined) {
    throw badRequest(
      `"${wrong}" is no origin: write *, https://*, http://*, or a scheme and a host, as https://example.com`,
    );
  }
  if (AllowCredentials !== true || !AllowOrigins.includes('*')) return;
  throw badRequest("allow-credentials is not supported if 'allow-origin' is *");
}

/**
 * The origin that a page's request is told to be allowed. Undefined: it is of no page, or of one that may not.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function allowedOrigin(
  { AllowOrigins = [] }: Cors,
  { headers: { origin } }: HttpRequest,
): string | undefined {
  if (origin === undefined) return undefined;
  if (AllowOrigins.includes('*')) return '*';
  const [scheme] = origin.split('//');
  return AllowOrigins.some((one) => one === origin || one === `${scheme}//*`) ? origin : undefined;
}
