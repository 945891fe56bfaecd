import { AwsError } from '../../../core/errors.ts';
import { type CallContext, checkRequest, type Operation } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { createAuthorizer } from '../actions/createAuthorizer.ts';
import { createResource } from '../actions/createResource.ts';
import { putIntegration } from '../actions/putIntegration.ts';
import { putIntegrationResponse } from '../actions/putIntegrationResponse.ts';
import { putMethod } from '../actions/putMethod.ts';
import { putMethodResponse } from '../actions/putMethodResponse.ts';
import { refusal } from '../refusal.ts';
import type { RestApi, RestResource } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';
import type { ApiDefinition, AuthorizerDefinition, MethodDefinition } from './definition.ts';

/**
 * Puts the paths and authorizers of a document into an API, as the calls would that make them one by
 * one: a method that is there has the document's in its place.
 *
 * @param api one that nobody else knows: what is wrong leaves it half done
 * @throws BadRequestException that tells everything wrong, and NotSupportedByLocalCloud
 */
export function applyDefinition(
  apis: RestApis,
  api: RestApi,
  definition: ApiDefinition,
  context: CallContext,
): void {
  const applying = new Applying(apis, api, context);
  for (const authorizer of definition.authorizers) applying.authorizer(authorizer);
  for (const { path, methods } of definition.paths) {
    const resource = applying.resource(path);
    if (resource === undefined) continue;
    for (const method of methods) applying.method(resource, method);
  }
  const { errors } = applying;
  if (errors.length === 0) return;
  throw badRequest(`Errors found during import:\n\t${errors.join('\n\t')}`);
}

/** Every operation that makes a part of an API, by its name. */
function operationsOf(apis: RestApis) {
  return {
    CreateAuthorizer: createAuthorizer(apis),
    CreateResource: createResource(apis),
    PutMethod: putMethod(apis),
    PutMethodResponse: putMethodResponse(apis),
    PutIntegration: putIntegration(apis),
    PutIntegrationResponse: putIntegrationResponse(apis),
  };
}
type Operations = ReturnType<typeof operationsOf>;
type Input<Name extends keyof Operations> = Parameters<Operations[Name]['handle']>[0];

class Applying {
  readonly errors: string[] = [];
  readonly #api: RestApi;
  readonly #context: CallContext;
  readonly #operations: Operations;

  constructor(apis: RestApis, api: RestApi, context: CallContext) {
    this.#api = api;
    this.#context = context;
    this.#operations = operationsOf(apis);
  }

  /** One of that name keeps its id: methods may ask it. */
  authorizer(definition: AuthorizerDefinition): void {
    const before = this.#authorizerId(definition.name);
    if (before !== undefined) this.#api.authorizers.delete(before);
    const input = { restApiId: this.#api.id, ...definition };
    const what = `Unable to create Authorizer '${definition.name}'`;
    if (!this.#done('CreateAuthorizer', input, what) || before === undefined) return;
    const now = this.#authorizerId(definition.name)!;
    const authorizer = this.#api.authorizers.get(now)!;
    this.#api.authorizers.delete(now);
    this.#api.authorizers.set(before, { ...authorizer, id: before });
  }

  /** The resource at a path, with those that lead to it. Undefined: it cannot be made. */
  resource(path: string): RestResource | undefined {
    const found = [...this.#api.resources.values()].find((resource) => resource.path === path);
    if (found !== undefined || path === '/') return found;
    const slash = path.lastIndexOf('/');
    const parent = this.resource(path.slice(0, slash) || '/');
    if (parent === undefined) return undefined;
    const input = {
      restApiId: this.#api.id,
      parentId: parent.id,
      pathPart: path.slice(slash + 1),
    };
    const isMade = this.#done(
      'CreateResource',
      input,
      `Unable to create resource at path '${path}'`,
    );
    return isMade ? this.resource(path) : undefined;
  }

  method(resource: RestResource, { httpMethod, ...definition }: MethodDefinition): void {
    const names = { restApiId: this.#api.id, resourceId: resource.id, httpMethod };
    const { authorizer, method, responses, integration, integrationResponses } = definition;
    const authorizerId = authorizer === undefined ? undefined : this.#authorizerId(authorizer);
    const where = `'${httpMethod}' for resource at path '${resource.path}'`;
    resource.methods.delete(httpMethod);
    const what = `Unable to put method '${httpMethod}' on resource at path '${resource.path}'`;
    if (!this.#done('PutMethod', { ...names, ...method, authorizerId }, what)) return;
    for (const response of responses) {
      const input = { ...names, ...response };
      this.#done('PutMethodResponse', input, `Unable to put method response on ${where}`);
    }
    if (integration === undefined) return;
    const put = { ...names, ...integration };
    if (!this.#done('PutIntegration', put, `Unable to put integration on ${where}`)) return;
    // The last of those with a status holds.
    const byStatus = new Map(integrationResponses.map((one) => [one.statusCode, one]));
    for (const response of byStatus.values()) {
      const input = { ...names, ...response };
      this.#done('PutIntegrationResponse', input, `Unable to put integration response on ${where}`);
    }
  }

  #authorizerId(name: string | undefined): string | undefined {
    return [...this.#api.authorizers.values()].find((one) => one.name === name)?.id;
  }

  /** Checks and does what an operation does. What it refuses is noted; what is not served ends it all. */
  #done<Name extends keyof Operations>(name: Name, input: Input<Name>, what: string): boolean {
    const operation = this.#operations[name] as Operation;
    try {
      checkRequest(
        { sdkId: 'API Gateway', operations: this.#operations as never, refusal },
        name,
        input,
      );
      operation.handle(input as never, this.#context);
      return true;
    } catch (error) {
      if (!(error instanceof AwsError) || error.fault === 'server') throw error;
      if (error.code === 'LimitExceededException') throw error;
      this.errors.push(`${what}: ${error.message}`);
      return false;
    }
  }
}
