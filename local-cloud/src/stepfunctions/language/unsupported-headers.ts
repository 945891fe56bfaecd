/** What Step Functions sets itself, or what is between it and the next server alone. */
const BOTH = `authorization connection content-md5 expect host max-forwards server te trailer
  transfer-encoding upgrade via`;

/**
 * The names of headers that a Task must not set, in lower case, as documented. Authorization is refused
 * of an HTTP Task as well, though its documentation does not say so: its connection brings it.
 */
const UNSUPPORTED: Readonly<Record<string, ReadonlySet<string>>> = {
  'apigateway:invoke': named(`${BOTH} proxy-authenticate www-authenticate`),
  'http:invoke': named(`${BOTH} a-im accept-charset accept-datetime accept-encoding cache-control
    content-encoding date forwarded from http2-settings if-match if-modified-since if-none-match
    if-range if-unmodified-since origin pragma proxy-authorization referer warning`),
};
const PREFIXES = ['x-forwarded', 'x-amz-', 'x-amzn-'];

/**
 * Which of these headers an integration does not take, by their names in lower case.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 *
 * @param action such as `http:invoke`; others have no headers
 */
export function unsupportedHeaders(action: string, names: readonly string[]): string[] {
  const unsupported = UNSUPPORTED[action];
  if (unsupported === undefined) return [];
  return names
    .map((name) => name.toLowerCase())
    .filter((name) => unsupported.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)));
}

function named(names: string): ReadonlySet<string> {
  return new Set(names.split(/\s+/));
}
