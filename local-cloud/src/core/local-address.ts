/** Where the APIs of API Gateway answer: `<endpoint>/_aws/execute-api/<apiId>/...` */
export const EXECUTE_API = '/_aws/execute-api/';

/** The addresses that APIs and functions have in AWS, and where they answer here. */
const ADDRESSES = [
  [/^https:\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?=[/?]|$)/, EXECUTE_API],
  [/^https:\/\/([a-z0-9]+)\.lambda-url\.[a-z0-9-]+\.on\.aws(?=[/?]|$)/, '/_aws/lambda-url/'],
] as const;

/**
 * Where an address answers here, if AWS gives it to an API or to the URL of a function; any other
 * address is as it was.
 *
 * @param endpoint of the local cloud
 */
export function localAddress(endpoint: string, url: string): string {
  for (const [pattern, place] of ADDRESSES) {
    const [whole, id] = pattern.exec(url) ?? [];
    if (whole !== undefined) return `${endpoint}${place}${id}${url.slice(whole.length) || '/'}`;
  }
  return url;
}

/** An address of an API within a text, and its id. */
const OF_AN_API = /https:\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?=[/?])/g;

/** A text with the addresses of these APIs as those at which they answer here. */
export function withLocalAddresses(
  endpoint: string,
  text: string,
  isHere: (apiId: string) => boolean,
): string {
  return text.replace(OF_AN_API, (address, id: string) =>
    isHere(id) ? `${endpoint}${EXECUTE_API}${id}` : address,
  );
}
