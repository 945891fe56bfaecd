import { badRequest } from '../../apis/errors.ts';
import type { AuthorizerDefinition, MethodDefinition } from './definition.ts';
import type { Part } from './part.ts';

const AUTHORIZER = 'x-amazon-apigateway-authorizer';
const AUTH_TYPE = 'x-amazon-apigateway-authtype';

/** Who may call a method. */
interface Authorization {
  readonly authorizer: string | undefined;
  readonly method: Pick<
    MethodDefinition['method'],
    'authorizationType' | 'apiKeyRequired' | 'authorizationScopes'
  >;
}

/** What a document says of who may call: schemes by name, and what operations want where they say nothing. */
export class Security {
  readonly #schemes: ReadonlyMap<string, Part>;
  readonly #document: Part;

  constructor(document: Part) {
    this.#document = document;
    const found =
      document.member('swagger') === undefined
        ? document.part('components')?.parts('securitySchemes')
        : document.parts('securityDefinitions');
    this.#schemes = new Map(found);
    for (const scheme of this.#schemes.values()) {
      scheme.refuseOtherExtensions('authtype', 'authorizer');
    }
  }

  /**
   * The authorizers that the schemes define, whether or not an operation asks them.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
   *
   * @throws BadRequestException for a scheme with a type of authorization, and nothing that authorizes
   */
  authorizers(): AuthorizerDefinition[] {
    return [...this.#schemes].flatMap(([name, scheme]) => {
      const authorizer = scheme.part(AUTHORIZER);
      if (authorizer !== undefined) return [authorizerOf(name, scheme, authorizer)];
      const isMissing = scheme.text(AUTH_TYPE) !== undefined && !isSigned(scheme);
      if (isMissing) throw badRequest(`Errors found during import:\n\t${missing(name)}`);
      return [];
    });
  }

  /** A scheme that API Gateway does not know lets everybody in, as one that is nowhere defined. */
  of(operation: Part): Authorization {
    const own = operation.member('security') === undefined ? this.#document : operation;
    const asked = own
      .list('security')
      .flatMap((requirement) => requirement.names.map((name) => [name, requirement] as const));
    const schemes = asked.flatMap(([name, requirement]) => {
      const scheme = this.#schemes.get(name);
      return scheme === undefined ? [] : [{ name, scheme, scopes: requirement.items(name) }];
    });
    const apiKeyRequired = schemes.some(({ scheme }) => isApiKey(scheme));
    const custom = schemes.find(({ scheme }) => scheme.member(AUTHORIZER) !== undefined);
    if (custom !== undefined) {
      const authorizationScopes = custom.scopes.map(String);
      const scoped = authorizationScopes.length > 0 && { authorizationScopes };
      const method = { authorizationType: 'CUSTOM', apiKeyRequired, ...scoped };
      return { authorizer: custom.name, method };
    }
    const isIam =
      schemes.some(({ scheme }) => isSigned(scheme)) ||
      operation.part('x-amazon-apigateway-auth')?.text('type')?.toUpperCase() === 'AWS_IAM';
    const authorizationType = isIam ? 'AWS_IAM' : 'NONE';
    return { authorizer: undefined, method: { authorizationType, apiKeyRequired } };
  }
}

function authorizerOf(name: string, scheme: Part, authorizer: Part): AuthorizerDefinition {
  authorizer.refuseOtherMembers(...MEMBERS);
  const type = authorizer.text('type')?.toUpperCase() as AuthorizerDefinition['type'];
  return {
    name,
    type,
    authType: scheme.text(AUTH_TYPE),
    authorizerUri: authorizer.text('authorizerUri'),
    authorizerCredentials: authorizer.text('authorizerCredentials') || undefined,
    // A token is where the scheme says (recorded).
    identitySource:
      type === 'REQUEST'
        ? authorizer.text('identitySource')
        : `method.request.header.${scheme.text('name') ?? 'Authorization'}`,
    identityValidationExpression: authorizer.text('identityValidationExpression') || undefined,
    authorizerResultTtlInSeconds: authorizer.number('authorizerResultTtlInSeconds'),
  };
}

const MEMBERS = [
  ...['type', 'authorizerUri', 'authorizerCredentials', 'identitySource', 'providerARNs'],
  ...['identityValidationExpression', 'authorizerResultTtlInSeconds'],
];

function isSigned(scheme: Part): boolean {
  return scheme.text(AUTH_TYPE)?.toLowerCase() === 'awssigv4';
}

function isApiKey(scheme: Part): boolean {
  return (
    scheme.member(AUTHORIZER) === undefined &&
    scheme.text('type') === 'apiKey' &&
    scheme.text('in') === 'header' &&
    scheme.text('name')?.toLowerCase() === 'x-api-key'
  );
}

function missing(name: string): string {
  return (
    `Unable to create authorizer from security definition: '${name}'. Extension ${AUTHORIZER} is ` +
    `required. Any methods with security: '${name}' will not be created. If this security definition is ` +
    `not a configured authorizer, remove the ${AUTH_TYPE} extension and it will be ignored.`
  );
}
