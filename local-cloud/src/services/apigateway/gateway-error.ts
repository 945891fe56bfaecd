import type { HttpResponse } from '../../gateway/dispatcher.ts';

/**
 * What a REST API answers by itself, by the type of the answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const ANSWERS = {
  ACCESS_DENIED: [403, 'User is not authorized to access this resource', 'AccessDeniedException'],
  API_CONFIGURATION_ERROR: [500, 'Internal server error', 'InternalServerErrorException'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, null, 'AuthorizerConfigurationException'],
  FORBIDDEN: [403, 'Forbidden', 'ForbiddenException'],
  INTEGRATION_FAILURE: [502, 'Internal server error', 'InternalServerErrorException'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out', 'InternalServerErrorException'],
  MISSING_AUTHENTICATION_TOKEN: [
    403,
    'Missing Authentication Token',
    'MissingAuthenticationTokenException',
  ],
  REQUEST_TOO_LARGE: [413, 'Request Too Long', 'RequestTooLargeException'],
  THROTTLED: [429, 'Too Many Requests', 'TooManyRequestsException'],
  UNAUTHORIZED: [401, 'Unauthorized', 'UnauthorizedException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported Media Type', 'BadRequestException'],
} as const;

export type AnswerType = keyof typeof ANSWERS;

/** A request ends with an answer of API Gateway's own. On AWS a person sees the JSON, too. */
export class GatewayError extends Error {
  readonly response: HttpResponse;
  /** What the client is told. */
  readonly said: string | null;

  /**
   * @param reason what the client is not told, but the access log, and a person with a browser
   * @param said instead of what the type says
   */
  constructor(type: AnswerType, reason?: string, said?: string) {
    const [status, usual, code] = ANSWERS[type];
    const message = said ?? usual;
    super(reason ?? message ?? 'The authorizer of the method did not answer as one.');
    this.name = 'GatewayError';
    this.said = message;
    this.response = {
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
      // Who is denied has its message under this name.
      body: JSON.stringify(type === 'ACCESS_DENIED' ? { Message: message } : { message }),
      told: this.message,
    };
  }
}
