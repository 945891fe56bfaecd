import { notSupported } from '../../../core/errors.ts';
import { isObject, memberOf } from '../../../core/json.ts';
import type { ApiDefinition, MethodDefinition, PathDefinition } from './definition.ts';
import { readIntegration, readIntegrationResponses } from './integration.ts';
import { invalidDocument, type Part } from './part.ts';
import { Security } from './security.ts';

const METHODS: Readonly<Record<string, string>> = {
  ...{ get: 'GET', put: 'PUT', post: 'POST', delete: 'DELETE', patch: 'PATCH' },
  ...{ options: 'OPTIONS', head: 'HEAD', 'x-amazon-apigateway-any-method': 'ANY' },
};

const DOCUMENTATION = 'documentation';

/**
 * What a document says of an API. Models, descriptions, hosts and media types change nothing here.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 *
 * @param ignored what else changes nothing: `documentation`
 * @throws BadRequestException, and NotSupportedByLocalCloud for extensions that are not served
 */
export function readDefinition(document: Part, ignored?: string): ApiDefinition {
  document.refuseOtherExtensions(
    ...['binary-media-types', 'api-key-source', 'policy'],
    ...(ignored === DOCUMENTATION ? [DOCUMENTATION] : []),
  );
  for (const server of serversOf(document)) server.refuseOtherExtensions();
  const keySource = document.text('x-amazon-apigateway-api-key-source') ?? 'HEADER';
  if (keySource !== 'HEADER') throw notSupported('API Gateway', 'API keys by authorizers');
  const info = document.part('info');
  const name = info?.text('title') ?? '';
  if (name === '') throw document.invalid('info.title', 'there: it is the name of the API');
  const security = new Security(document);
  const warnings: string[] = [];
  return {
    name,
    description: info?.text('description') || undefined,
    version: info?.text('version'),
    binaryMediaTypes: mediaTypes(document),
    policy: policyOf(document),
    authorizers: security.authorizers(),
    paths: document
      .parts('paths')
      .filter(([path]) => !path.startsWith('x-'))
      .map(([path, item]) => readPath(path, item, security, warnings)),
    warnings,
  };
}

/** A map, which some documents have, says nothing: API Gateway does not ask where else an API is. */
function serversOf(document: Part): Part[] {
  return isObject(document.member('servers')) ? [] : document.list('servers');
}

function mediaTypes(document: Part): string[] | undefined {
  const name = 'x-amazon-apigateway-binary-media-types';
  return document.member(name) === undefined ? undefined : document.items(name).map(String);
}

function policyOf(document: Part): string | undefined {
  const name = 'x-amazon-apigateway-policy';
  if (typeof document.member(name) === 'string') return document.text(name);
  const policy = document.part(name)?.value;
  return policy && JSON.stringify(policy);
}

function readPath(
  path: string,
  item: Part,
  security: Security,
  warnings: string[],
): PathDefinition {
  if (!path.startsWith('/')) throw invalidDocument(`${item.place}: a path must begin with /.`);
  item.refuseOtherExtensions('any-method');
  const methods = item.names.flatMap((name) => {
    const httpMethod = memberOf(METHODS, name);
    const operation = httpMethod === undefined ? undefined : item.part(name);
    if (httpMethod === undefined || operation === undefined) return [];
    operation.refuseOtherExtensions('integration', 'auth');
    const { authorizer, method } = security.of(operation);
    const integration = operation.part('x-amazon-apigateway-integration');
    const where = `resource '${path}' and method '${httpMethod}'`;
    const read: MethodDefinition = {
      httpMethod,
      method: {
        ...method,
        operationName: operation.text('operationId'),
        requestParameters: requestParameters(path, item, operation),
      },
      authorizer,
      responses: readResponses(operation),
      integration: integration && readIntegration(integration, where, warnings),
      integrationResponses: integration ? readIntegrationResponses(integration) : [],
    };
    return [read];
  });
  return { path: path.replace(/(?<=.)\/$/, ''), methods };
}

const LOCATIONS: Readonly<Record<string, string>> = {
  path: 'path',
  query: 'querystring',
  header: 'header',
};

/**
 * An operation's parameters, and those of its path that it does not have itself. What the path's last
 * part takes is there, too, whether or not it is declared (recorded).
 */
function requestParameters(path: string, item: Part, operation: Part): Record<string, boolean> {
  const declared = [...item.list('parameters'), ...operation.list('parameters')];
  const [, variable] = /\{([^{}+]+)\}\/?$/.exec(path) ?? [];
  const entries = declared.flatMap((parameter): [string, boolean][] => {
    const location = memberOf(LOCATIONS, parameter.text('in') ?? '');
    const isRequired = parameter.text('required') === 'true';
    const name = parameter.text('name') ?? '';
    return location === undefined ? [] : [[`method.request.${location}.${name}`, isRequired]];
  });
  const ofPath: [string, boolean][] = variable ? [[`method.request.path.${variable}`, true]] : [];
  return Object.fromEntries([...entries, ...ofPath]);
}

/** `default`, and extensions of others, are not responses of methods. */
function readResponses(operation: Part): MethodDefinition['responses'] {
  const responses = operation.parts('responses').filter(([code]) => /^\d/.test(code));
  return responses.map(([statusCode, response]) => {
    const headers = response.part('headers')?.names ?? [];
    const entries = headers.map((name) => [`method.response.header.${name}`, false] as const);
    return {
      statusCode,
      responseParameters: entries.length > 0 ? Object.fromEntries(entries) : undefined,
    };
  });
}
