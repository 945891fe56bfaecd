/**
 * Whether a Host header names this machine. A page of another site that points its own name at
 * 127.0.0.1 (DNS rebinding) sends that name, and is refused.
 *
 * SDKs put prefixes before the host: `sync-` for StartSyncExecution, a bucket's name for S3. So
 * whatever comes before `.localhost` or `.127.0.0.1` is accepted, and so is `sync-` itself:
 * none of these can be a public name.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined || host !== lastHost) {
    lastIsLoopback = namesLoopback(host);
    lastHost = host;
  }
  return lastIsLoopback;
}

/** Most requests go to the same name. */
let lastHost: string | undefined;
let lastIsLoopback = false;

function namesLoopback(host: string | undefined): boolean {
  const name = (host ?? '')
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^sync-/, '');
  return /^(?:.+\.)?(?:127\.0\.0\.1|localhost)$/.test(name) || name === '[::1]';
}

/**
 * Whether a browser sends the request for a page of another site. Browsers say so themselves;
 * other clients send neither header.
 */
export function isForeignPage(headers: Readonly<Record<string, string>>): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined) return !isLoopbackHost(origin.replace(/^https?:\/\//, ''));
  return site === 'cross-site' || site === 'same-site';
}
