import { AwsError } from '../../core/errors.ts';
import { plain } from '../../core/html.ts';
import type { HttpRequest, HttpResponse, Mount } from '../../gateway/dispatcher.ts';
import { CONFIRMATION_PAGE, UNSUBSCRIBE_PAGE } from './email.ts';
import { end } from './subscription-end.ts';
import type { Topics } from './topics.ts';

/**
 * The pages that the links in SNS's mails lead to. Opening one is enough, for a person and for a
 * program that scans mails: nobody has to press anything, and nobody is asked who they are.
 */
export function subscriptionPages(topics: Topics): Mount[] {
  return [
    page(CONFIRMATION_PAGE, (query) => confirm(topics, query)),
    page(UNSUBSCRIBE_PAGE, (query) => unsubscribe(topics, query)),
    {
      ...page('/', (query) => unsubscribe(topics, query)),
      serves: (request) => asksTo('Unsubscribe', request),
    },
    {
      ...page('/', (query) => confirmByURL(topics, query)),
      serves: (request) => asksTo('ConfirmSubscription', request),
    },
  ];
}

/** The links in the messages to queues, functions and servers. */
function asksTo(action: string, { path, query, headers }: Omit<HttpRequest, 'body'>): boolean {
  if (path !== '/' || headers.authorization !== undefined) return false;
  return new URLSearchParams(query).get('Action') === action;
}

/** A server reads what it is answered (recorded): whatever is wrong with its token, it is told that. */
function confirmByURL(topics: Topics, query: URLSearchParams): HttpResponse {
  const TopicArn = query.get('TopicArn') ?? '';
  const requestId = topics.cloud.random.uuid();
  if (topics.find(TopicArn) === undefined) return refusedByURL('Topic', requestId);
  try {
    const { arn } = topics.confirm(TopicArn, query.get('Token') ?? '', 'confirmed');
    const result = `<ConfirmSubscriptionResult><SubscriptionArn>${arn}</SubscriptionArn></ConfirmSubscriptionResult>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return xml(200, 'ConfirmSubscriptionResponse', result + metadata);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return refusedByURL('Token', requestId);
  }
}

function refusedByURL(parameter: string, requestId: string): HttpResponse {
  const problem = `<Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter: ${parameter}</Message>`;
  const content = `<Error>${problem}</Error><RequestId>${requestId}</RequestId>`;
  return xml(400, 'ErrorResponse', content);
}

function xml(status: number, name: string, content: string): HttpResponse {
  const body = `<${name} xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${content}</${name}>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function page(prefix: string, visit: (query: URLSearchParams) => HttpResponse): Mount {
  return {
    prefix,
    handle: ({ method, query }: HttpRequest) =>
      method === 'GET' ? visit(new URLSearchParams(query)) : plain(405, 'There is only GET.'),
  };
}

function confirm(topics: Topics, query: URLSearchParams): HttpResponse {
  const named = (name: string) => query.get(name) ?? undefined;
  try {
    const { arn } = topics.confirm(named('TopicArn'), named('Token'), 'confirmed');
    return plain(200, `Subscription confirmed! Your subscription's id is: ${arn}`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return plain(error.status, `Subscription not confirmed. ${error.message}`);
  }
}

/** What was confirmed with AuthenticateOnUnsubscribe is ended by a signed request only. */
function unsubscribe(topics: Topics, query: URLSearchParams): HttpResponse {
  const arn = query.get('SubscriptionArn');
  const subscription = topics.subscriptions().find((one) => one.arn === arn);
  if (subscription?.confirmation === 'authenticated') {
    return plain(403, 'Subscription not removed. It takes AWS credentials to unsubscribe it.');
  }
  if (subscription !== undefined) end(topics, subscription.arn);
  return plain(200, 'Subscription removed!');
}
