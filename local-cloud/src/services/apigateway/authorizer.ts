import { evaluate, parsePolicy } from '../../authorization/index.ts';
import { RegexTimeout } from '../../core/bounded-regex.ts';
import { AwsError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { mapped } from '../apis/parameters.ts';
import { headerOf } from '../apis/received.ts';
import { callFunction, gatewayOrRole } from './function-call.ts';
import { GatewayError } from './gateway-error.ts';
import { wholly } from './java-pattern.ts';
import { requestEvent } from './proxy-event.ts';
import type { RestAuthorizer } from './rest-api.ts';
import { apiArn, contextOf, methodArn, type RoutedRequest } from './routed.ts';

/** What a function said of who calls. */
interface Verdict {
  readonly principalId: string;
  readonly policy: Json;
  readonly context: JsonObject;
}

/** Verdicts that are kept, of all APIs. */
const MOST_KEPT = 1_000;
/** In seconds. */
const KEPT_FOR = 300;

/**
 * The functions that say who may call: each is asked once for the same identity, for as long as its
 * authorizer says.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export class Authorizers {
  readonly #cloud: Cloud;
  readonly #kept = new Map<string, { readonly verdict: Verdict; readonly until: number }>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /**
   * What the function of an authorizer says of a request, for `$context.authorizer`.
   *
   * @throws GatewayError 401 without what tells who calls, 403 for who may not, 500 for a function that
   * does not answer as an authorizer
   */
  async authorize(authorizer: RestAuthorizer, routed: RoutedRequest): Promise<JsonObject> {
    const identity = identityOf(this.#cloud, authorizer, routed);
    const key = JSON.stringify([
      routed.api.id,
      routed.stage.description.stageName,
      authorizer.id,
      identity,
    ]);
    const now = this.#cloud.clock.now();
    const kept = this.#kept.get(key);
    const seconds = authorizer.authorizerResultTtlInSeconds ?? KEPT_FOR;
    const verdict =
      kept !== undefined && kept.until > now
        ? kept.verdict
        : await this.#ask(authorizer, routed, identity);
    if (verdict !== kept?.verdict && seconds > 0 && identity.length > 0) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      this.#kept.set(key, { verdict, until: now + seconds * 1000 });
    }
    this.#check(verdict, routed);
    return { ...verdict.context, principalId: verdict.principalId };
  }

  async #ask(
    authorizer: RestAuthorizer,
    routed: RoutedRequest,
    [token = '']: readonly string[],
  ): Promise<Verdict> {
    const cloud = this.#cloud;
    const event =
      authorizer.type === 'TOKEN'
        ? { type: 'TOKEN', methodArn: methodArn(cloud, routed), authorizationToken: token }
        : {
            type: 'REQUEST',
            methodArn: methodArn(cloud, routed),
            ...requestEvent(cloud, routed, {}),
          };
    const sourceArn = `${apiArn(cloud, routed.api)}/authorizers/${authorizer.id}`;
    const answer = await callFunction(cloud, routed, {
      uri: authorizer.authorizerUri ?? '',
      as: () => gatewayOrRole(cloud, authorizer.authorizerCredentials, sourceArn),
      payload: JSON.stringify(event),
    });
    const said = readJson(answer.payload);
    if (answer.failed) {
      const { errorMessage } = said as JsonObject;
      if (errorMessage === 'Unauthorized') throw new GatewayError('UNAUTHORIZED');
      throw misconfigured(`The authorizer's function failed: ${errorMessage}`);
    }
    return verdictOf(said);
  }

  #check({ policy }: Verdict, routed: RoutedRequest): void {
    const principal: Principal = { kind: 'role', arn: 'authorized by the policy of an authorizer' };
    const request = {
      ...{ principal, action: 'execute-api:Invoke', resource: methodArn(this.#cloud, routed) },
      ...{ now: this.#cloud.clock.now(), region: this.#cloud.region },
      conditions: { 'aws:SourceIp': routed.request.remoteAddress },
    };
    const decision = evaluate(request, {
      identity: [{ name: 'authorizer', document: parsed(policy) }],
    });
    if (decision.allowed) return;
    const said = 'User is not authorized to access this resource';
    throw new GatewayError(
      'ACCESS_DENIED',
      undefined,
      decision.deny ? `${said} with an explicit deny` : said,
    );
  }
}

/**
 * The values by which an authorizer tells callers apart.
 *
 * @throws GatewayError 401 where one is missing, or a token is not as it must be
 */
function identityOf(cloud: Cloud, authorizer: RestAuthorizer, routed: RoutedRequest): string[] {
  const { type, identitySource = '', identityValidationExpression: pattern } = authorizer;
  const expressions = identitySource.split(',').map((one) => one.trim());
  if (type === 'TOKEN' && identitySource === '')
    expressions[0] = 'method.request.header.Authorization';
  const { pathParameters, query } = routed;
  const sources = {
    named: {
      header: (name: string) => headerOf(routed, name),
      querystring: (name: string) => (Object.hasOwn(query, name) ? query[name] : undefined),
      path: (name: string) =>
        Object.hasOwn(pathParameters, name) ? [pathParameters[name]!] : undefined,
    },
    body: '',
    context: contextOf(cloud, routed),
    stageVariables: routed.stage.description.variables ?? {},
  };
  return expressions
    .filter((expression) => expression !== '')
    .map((expression) => {
      const [value] = mapped(expression, sources) ?? [];
      if (!value) throw new GatewayError('UNAUTHORIZED', `The request has no ${expression}.`);
      if (type === 'TOKEN' && pattern) checkToken(value, pattern);
      return value;
    });
}

function checkToken(token: string, pattern: string): void {
  try {
    if (wholly(pattern).exec(token)) return;
  } catch (error) {
    if (!(error instanceof RegexTimeout)) throw error;
    throw misconfigured(`Its identityValidationExpression takes too long: ${pattern}`);
  }
  throw new GatewayError('UNAUTHORIZED', `The token does not match ${pattern}.`);
}

function verdictOf(said: Json): Verdict {
  if (!isObject(said)) throw misconfigured('The authorizer answered no object.');
  const { principalId, policyDocument, context = {}, ...rest } = said;
  const [unknown] = Object.keys(rest).filter((name) => name !== 'usageIdentifierKey');
  if (unknown !== undefined)
    throw misconfigured(`The authorizer answered with ${unknown}, which it may not.`);
  if (typeof principalId !== 'string' || policyDocument === undefined) {
    throw misconfigured('The authorizer must answer with principalId, a text, and policyDocument.');
  }
  if (
    !isObject(context) ||
    Object.values(context).some((value) => isObject(value) || Array.isArray(value))
  ) {
    throw misconfigured("The authorizer's context may hold texts, numbers and booleans alone.");
  }
  return { principalId, policy: policyDocument, context };
}

/** @throws GatewayError for what is no policy */
function parsed(policy: Json) {
  try {
    return parsePolicy(policy, 'inline');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw misconfigured(`The authorizer's policyDocument is none: ${error.message}`);
  }
}

function misconfigured(why: string): GatewayError {
  return new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', why);
}
