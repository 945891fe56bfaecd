import type {
  ConnectionAuthorizationType,
  CreateConnectionAuthRequestParameters,
} from '@aws-sdk/client-eventbridge';
import type { Constraint } from '../../core/contract.ts';
import { AwsError } from '../../core/errors.ts';

export const connectionName = {
  pattern: '[\\.\\-_A-Za-z0-9]+',
  length: [1, 64],
} as const satisfies Constraint;
export const connectionDescription = { length: [0, 512] } as const satisfies Constraint;
export const authorizationType = {
  enum: ['BASIC', 'OAUTH_CLIENT_CREDENTIALS', 'API_KEY'],
} as const satisfies Constraint;
export const connectionState = {
  enum: [
    ...['CREATING', 'UPDATING', 'DELETING', 'AUTHORIZED', 'DEAUTHORIZED', 'AUTHORIZING'],
    ...['DEAUTHORIZING', 'ACTIVE', 'FAILED_CONNECTIVITY'],
  ],
} as const satisfies Constraint;

const credential = {
  length: [1, 512],
  pattern: '^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$',
} as const satisfies Constraint;
const secret = { ...credential, sensitive: true } as const satisfies Constraint;
const isSecret = {} as const satisfies Constraint;

const httpParameters = {
  members: {
    HeaderParameters: {
      length: [0, 100],
      items: {
        shape: 'ConnectionHeaderParameter',
        members: {
          Key: { length: [0, 512], pattern: "^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$" },
          Value: {
            length: [0, 512],
            pattern: '^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$',
            sensitive: true,
          },
          IsValueSecret: isSecret,
        },
      },
    },
    QueryStringParameters: {
      length: [0, 100],
      items: {
        shape: 'ConnectionQueryStringParameter',
        members: {
          Key: { length: [0, 512], pattern: '[^\\x00-\\x1F\\x7F]+' },
          Value: {
            length: [0, 512],
            pattern: '[^\\x00-\\x09\\x0B\\x0C\\x0E-\\x1F\\x7F]+',
            sensitive: true,
          },
          IsValueSecret: isSecret,
        },
      },
    },
    BodyParameters: {
      length: [0, 100],
      items: {
        shape: 'ConnectionBodyParameter',
        members: { Key: {}, Value: { sensitive: true }, IsValueSecret: isSecret },
      },
    },
  },
} as const satisfies Constraint;

const endpoint = {
  length: [1, 2048],
  pattern: "^((%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@\\x26=+$,A-Za-z0-9])+)([).!';/?:,])?$",
} as const satisfies Constraint;
const method = { enum: ['GET', 'POST', 'PUT'] } as const satisfies Constraint;
const required = { required: true } as const;

/** Of CreateConnection. */
export const authParameters = {
  members: {
    BasicAuthParameters: {
      members: { Username: { ...credential, ...required }, Password: { ...secret, ...required } },
    },
    OAuthParameters: {
      members: {
        ClientParameters: {
          ...required,
          members: {
            ClientID: { ...credential, ...required },
            ClientSecret: { ...secret, ...required },
          },
        },
        AuthorizationEndpoint: { ...endpoint, ...required },
        HttpMethod: { ...method, ...required },
        OAuthHttpParameters: httpParameters,
      },
    },
    ApiKeyAuthParameters: {
      members: {
        ApiKeyName: { ...credential, ...required },
        ApiKeyValue: { ...secret, ...required },
      },
    },
    InvocationHttpParameters: httpParameters,
  },
} as const satisfies Constraint;

/** Of UpdateConnection, which keeps what it is not given. */
export const changedAuthParameters = {
  members: {
    BasicAuthParameters: { members: { Username: credential, Password: secret } },
    OAuthParameters: {
      members: {
        ClientParameters: { members: { ClientID: credential, ClientSecret: secret } },
        AuthorizationEndpoint: endpoint,
        HttpMethod: method,
        OAuthHttpParameters: httpParameters,
      },
    },
    ApiKeyAuthParameters: { members: { ApiKeyName: credential, ApiKeyValue: secret } },
    InvocationHttpParameters: httpParameters,
  },
} as const satisfies Constraint;

const BY_TYPE = {
  BASIC: 'BasicAuthParameters',
  API_KEY: 'ApiKeyAuthParameters',
  OAUTH_CLIENT_CREDENTIALS: 'OAuthParameters',
} as const;

/** @throws ValidationException where the parameters are not those of the type alone */
export function checkAuth(
  type: ConnectionAuthorizationType,
  auth: CreateConnectionAuthRequestParameters,
): void {
  for (const [one, member] of Object.entries(BY_TYPE)) {
    if ((auth[member] !== undefined) === (one === type)) continue;
    throw new AwsError(
      'ValidationException',
      one === type
        ? `A connection with the authorization type ${type} needs AuthParameters.${member}.`
        : `AuthParameters.${member} is not for the authorization type ${type}.`,
    );
  }
}
