import type { MethodDefinition } from './definition.ts';
import type { Part } from './part.ts';

const MEMBERS = [
  ...['cacheKeyParameters', 'cacheNamespace', 'connectionId', 'connectionType', 'contentHandling'],
  ...['credentials', 'httpMethod', 'integrationTarget', 'passthroughBehavior', 'requestParameters'],
  ...['requestTemplates', 'responses', 'responseTransferMode', 'timeoutInMillis', 'tlsConfig'],
  ...['type', 'uri'],
];

type Integration = NonNullable<MethodDefinition['integration']>;

/**
 * What `x-amazon-apigateway-integration` says; its enumerations are written in lower case as often as not.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 *
 * @param where the resource and the method, as warnings name them
 * @param warnings where what is left out is added
 * @throws NotSupportedByLocalCloud for members that it has in HTTP APIs alone, and others
 */
export function readIntegration(part: Part, where: string, warnings: string[]): Integration {
  part.refuseOtherMembers(...MEMBERS);
  const keys = part.items('cacheKeyParameters').map(String);
  return {
    type: upper(part, 'type') as Integration['type'],
    integrationHttpMethod: upper(part, 'httpMethod'),
    uri: part.text('uri'),
    connectionType: upper(part, 'connectionType') as Integration['connectionType'],
    connectionId: part.text('connectionId'),
    credentials: part.text('credentials') || undefined,
    requestParameters: requestParameters(part, where, warnings),
    requestTemplates: part.texts('requestTemplates'),
    passthroughBehavior: upper(part, 'passthroughBehavior'),
    contentHandling: upper(part, 'contentHandling') as Integration['contentHandling'],
    timeoutInMillis: part.number('timeoutInMillis'),
    cacheNamespace: part.text('cacheNamespace'),
    cacheKeyParameters: keys.length > 0 ? keys : undefined,
    tlsConfig: part.part('tlsConfig')?.value as Integration['tlsConfig'],
    integrationTarget: part.text('integrationTarget'),
    responseTransferMode: upper(
      part,
      'responseTransferMode',
    ) as Integration['responseTransferMode'],
  };
}

/** What is not text is left out, with a warning (recorded). */
function requestParameters(
  part: Part,
  where: string,
  warnings: string[],
): Record<string, string> | undefined {
  const given = part.part('requestParameters');
  if (given === undefined) return undefined;
  const texts = given.names.filter((name) => typeof given.value[name] === 'string');
  for (const name of given.names.filter((one) => !texts.includes(one))) {
    warnings.push(
      "Invalid format for 'requestParameters'. Expected type string for property " +
        `'${name}' of ${where} but got '${JSON.stringify(given.value[name])}'`,
    );
  }
  return Object.fromEntries(texts.map((name) => [name, given.text(name)!]));
}

/** By the patterns that choose them; `default` is what nothing else fits. */
export function readIntegrationResponses(
  integration: Part,
): MethodDefinition['integrationResponses'] {
  return integration.parts('responses').map(([pattern, response]) => {
    response.refuseOtherMembers(
      ...['statusCode', 'responseParameters', 'responseTemplates', 'contentHandling'],
    );
    return {
      statusCode: response.text('statusCode'),
      selectionPattern: pattern === 'default' ? undefined : pattern,
      responseParameters: response.texts('responseParameters'),
      responseTemplates: response.texts('responseTemplates'),
      contentHandling: upper(response, 'contentHandling') as 'CONVERT_TO_TEXT' | undefined,
    };
  });
}

function upper(part: Part, name: string): string | undefined {
  return part.text(name)?.toUpperCase();
}
