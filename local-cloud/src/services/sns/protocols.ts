import { invalidParameter } from './errors.ts';

export const PROTOCOLS = ['sqs', 'lambda', 'email', 'email-json', 'http', 'https'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Whether a person has to confirm: the caller cannot show that the address is theirs. */
export function isMail(protocol: Protocol): boolean {
  return protocol === 'email' || protocol === 'email-json';
}

/** Whether messages are posted to a server, which has to confirm. */
export function isWeb(protocol: Protocol): boolean {
  return protocol === 'http' || protocol === 'https';
}

const QUEUE = /^arn:aws[a-z-]*:sqs:[^:]+:\d{12}:[^:]+$/;
const FUNCTION = /^arn:aws[a-z-]*:lambda:[^:]+:\d{12}:function:.+$/;
const ADDRESS = /^[^@\s]+@[^@\s]+$/;

const ENDPOINTS: Readonly<Record<Protocol, readonly [form: RegExp, name: string]>> = {
  sqs: [QUEUE, 'SQS endpoint ARN'],
  lambda: [FUNCTION, 'Lambda endpoint ARN'],
  email: [ADDRESS, 'Email address'],
  'email-json': [ADDRESS, 'Email address'],
  http: [/^http:\/\/[^/]/, 'Endpoint must match the specified protocol'],
  https: [/^https:\/\/[^/]/, 'Endpoint must match the specified protocol'],
};

/**
 * An endpoint has the form of its protocol; that it exists is not asked. What has an address of `https`
 * in AWS, an HTTP API or a function, has one of `http` here.
 *
 * @param own the endpoint of the local cloud
 * @throws InvalidParameterException
 */
export function checkEndpoint(protocol: Protocol, endpoint: string, own: string): void {
  const [form, name] = ENDPOINTS[protocol];
  if (protocol === 'https' && endpoint.startsWith(`${own}/_aws/`)) return;
  if (!form.test(endpoint)) throw invalidParameter(name);
}
