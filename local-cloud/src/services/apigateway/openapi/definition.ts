import type {
  CreateAuthorizerRequest,
  PutIntegrationRequest,
  PutIntegrationResponseRequest,
  PutMethodRequest,
  PutMethodResponseRequest,
} from '@aws-sdk/client-api-gateway';

/** What the requests name, and the document does not. */
type Names = 'restApiId' | 'resourceId' | 'httpMethod';

/** What a document says of an API, as the requests that would make it of calls. */
export interface ApiDefinition {
  readonly name: string;
  readonly description: string | undefined;
  readonly version: string | undefined;
  /** Undefined: the document does not say. */
  readonly binaryMediaTypes: readonly string[] | undefined;
  /** Who may call it, as JSON. Undefined: the document does not say. */
  readonly policy: string | undefined;
  readonly authorizers: readonly AuthorizerDefinition[];
  readonly paths: readonly PathDefinition[];
  /** What of it is taken and does not hold, as AWS words it. */
  readonly warnings: readonly string[];
}

export type AuthorizerDefinition = Omit<CreateAuthorizerRequest, 'restApiId'>;

export interface PathDefinition {
  /** `/`, `/orders/{id}` */
  readonly path: string;
  readonly methods: readonly MethodDefinition[];
}

export interface MethodDefinition {
  /** `GET`, ..., `ANY` */
  readonly httpMethod: string;
  readonly method: Omit<PutMethodRequest, Names | 'authorizerId'>;
  /** The name of the authorizer that it asks. */
  readonly authorizer: string | undefined;
  readonly responses: readonly Omit<PutMethodResponseRequest, Names>[];
  /** Undefined: none, so that it cannot be deployed. */
  readonly integration: Omit<PutIntegrationRequest, Names> | undefined;
  readonly integrationResponses: readonly Omit<PutIntegrationResponseRequest, Names>[];
}
