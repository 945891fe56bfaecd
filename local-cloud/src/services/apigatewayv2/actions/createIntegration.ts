import type {
  CreateIntegrationRequest,
  CreateIntegrationResult,
} from '@aws-sdk/client-apigatewayv2';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';
import { badRequest } from '../errors.ts';
import { descriptionText } from '../members.ts';

/** In milliseconds. */
const LONGEST_TIMEOUT = 30_000;

/**
 * Creates an integration with a Lambda function, of payload format 2.0.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
 */
export function createIntegration(
  apis: Apis,
): Operation<CreateIntegrationRequest, CreateIntegrationResult> {
  return {
    members: {
      ApiId: { required: true },
      IntegrationType: { required: true },
      IntegrationUri: { length: [1, 2048] },
      IntegrationMethod: { length: [1, 64] },
      PayloadFormatVersion: { length: [1, 64] },
      TimeoutInMillis: {
        range: [50, LONGEST_TIMEOUT],
        says: { range: 'Timeout should be between 50 ms and 30000 ms' },
      },
      Description: descriptionText,
      ConnectionType: {},
    },
    permissions: ({ ApiId }) => apis.permission('POST', `/apis/${ApiId}/integrations`),
    handle({ ApiId, ...input }) {
      const api = apis.get(ApiId);
      check(input);
      const timeoutMs = input.TimeoutInMillis ?? LONGEST_TIMEOUT;
      const IntegrationId = apis.newId(7);
      const description = {
        ConnectionType: 'INTERNET' as const,
        IntegrationMethod: 'POST',
        ...input,
        IntegrationId,
        TimeoutInMillis: timeoutMs,
      };
      const functionArn = functionOf(input.IntegrationUri ?? '');
      api.integrations.set(IntegrationId, { description, functionArn, timeoutMs });
      return description;
    },
  };
}

function check(input: Omit<CreateIntegrationRequest, 'ApiId'>): void {
  const { IntegrationType, PayloadFormatVersion = '1.0', ConnectionType = 'INTERNET' } = input;
  if (IntegrationType !== 'AWS_PROXY') {
    throw notSupported('ApiGatewayV2', `${IntegrationType} integrations (only AWS_PROXY)`);
  }
  if (PayloadFormatVersion !== '2.0') {
    throw notSupported('ApiGatewayV2', `payload format ${PayloadFormatVersion} (only 2.0)`);
  }
  if (ConnectionType !== 'INTERNET') {
    throw notSupported('ApiGatewayV2', `connections of the type ${ConnectionType} (only INTERNET)`);
  }
}

/** The function's ARN, or the invocation path that contains it. */
function functionOf(uri: string): string {
  const [, arn] = /(?:functions\/)?(arn:aws[\w-]*:lambda:[^/]+)(?:\/invocations)?$/.exec(uri) ?? [];
  if (arn !== undefined) return arn;
  throw badRequest(`Invalid lambda function ARN or invocation Uri: ${uri}`);
}
