import type {
  CreateIntegrationRequest,
  CreateIntegrationResult,
} from '@aws-sdk/client-apigatewayv2';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { passRole } from '../../apis/role.ts';
import type { Apis } from '../apis.ts';
import { descriptionText } from '../members.ts';
import { checkSubtype } from '../service-integration.ts';

/** In milliseconds. */
const LONGEST_TIMEOUT = 30_000;

/**
 * Creates an integration with a Lambda function, of payload format 1.0 or 2.0, or with an operation of a service
 * (`IntegrationSubtype`), which is called as the role `CredentialsArn`.
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
      IntegrationSubtype: { length: [1, 128] },
      CredentialsArn: { length: [1, 2048] },
      RequestParameters: { values: { length: [1, 512] } },
    },
    permissions: ({ ApiId, CredentialsArn }) => [
      ...apis.permission('POST', `/apis/${ApiId}/integrations`),
      ...passRole(CredentialsArn),
    ],
    handle({ ApiId, ...input }) {
      const api = apis.get(ApiId);
      check(input, apis.cloud.region);
      const timeoutMs = input.TimeoutInMillis ?? LONGEST_TIMEOUT;
      const IntegrationId = apis.newId(7);
      const description = {
        ConnectionType: 'INTERNET' as const,
        IntegrationMethod: 'POST',
        ...input,
        PayloadFormatVersion: input.PayloadFormatVersion ?? '1.0',
        IntegrationId,
        TimeoutInMillis: timeoutMs,
      };
      const functionArn =
        input.IntegrationSubtype === undefined ? functionOf(input.IntegrationUri ?? '') : undefined;
      api.integrations.set(IntegrationId, { description, functionArn, timeoutMs });
      return description;
    },
  };
}

function check(input: Omit<CreateIntegrationRequest, 'ApiId'>, region: string): void {
  const { IntegrationType, PayloadFormatVersion = '1.0', ConnectionType = 'INTERNET' } = input;
  if (IntegrationType !== 'AWS_PROXY') {
    throw notSupported('ApiGatewayV2', `${IntegrationType} integrations (only AWS_PROXY)`);
  }
  if (ConnectionType !== 'INTERNET') {
    throw notSupported('ApiGatewayV2', `connections of the type ${ConnectionType} (only INTERNET)`);
  }
  if (input.IntegrationSubtype !== undefined) checkSubtype(input, region);
  else checkFunction(input);
  const isService = input.IntegrationSubtype !== undefined;
  if (PayloadFormatVersion === '1.0' || (PayloadFormatVersion === '2.0' && !isService)) return;
  throw badRequest(
    `PayloadFormatVersion ${PayloadFormatVersion} is not valid: it is ${isService ? '1.0' : '1.0 or 2.0'}.`,
  );
}

function checkFunction({
  CredentialsArn,
  RequestParameters,
}: Partial<CreateIntegrationRequest>): void {
  const of = 'of integrations with functions';
  if (CredentialsArn !== undefined) throw notSupported('ApiGatewayV2', `CredentialsArn ${of}`);
  if (RequestParameters !== undefined)
    throw notSupported('ApiGatewayV2', `RequestParameters ${of}`);
}

/** The function's ARN, or the invocation path that contains it. */
function functionOf(uri: string): string {
  const [, arn] = /(?:functions\/)?(arn:aws[\w-]*:lambda:[^/]+)(?:\/invocations)?$/.exec(uri) ?? [];
  if (arn !== undefined) return arn;
  throw badRequest(`Invalid lambda function ARN or invocation Uri: ${uri}`);
}
