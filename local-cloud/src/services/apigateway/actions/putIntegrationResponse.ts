import type {
  Integration,
  IntegrationResponse,
  PutIntegrationResponseRequest,
} from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { conflict } from '../../apis/errors.ts';
import { checkJavaPattern } from '../java-pattern.ts';
import { checkMediaTypes, checkResponseMapping } from '../mapping-expressions.ts';
import { ofResponse } from '../members.ts';
import { integrationIn, methodIn, methodPath, setMethod } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Says what a method answers with a status where what the integration answered fits the pattern; without
 * one, where nothing else fits.
 * Errors: NotFoundException, BadRequestException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html
 */
export function putIntegrationResponse(
  apis: RestApis,
): Operation<PutIntegrationResponseRequest, IntegrationResponse> {
  return {
    members: {
      ...ofResponse,
      selectionPattern: {},
      responseParameters: {},
      responseTemplates: {},
      contentHandling: { enum: ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'] },
    },
    permissions: ({ statusCode, ...names }) =>
      apis.permission('PUT', `${methodPath(names)}/integration/responses/${statusCode}`),
    handle({ statusCode = '', selectionPattern, ...input }) {
      const { responseParameters, responseTemplates, contentHandling, ...names } = input;
      const integration = integrationIn(apis, names);
      const method = methodIn(apis, names);
      checkPattern(integration, statusCode, selectionPattern ?? '');
      checkResponseMapping(responseParameters, method, statusCode);
      checkMediaTypes(responseTemplates);
      const response = {
        statusCode,
        ...(selectionPattern !== undefined && { selectionPattern }),
        ...(responseParameters && { responseParameters }),
        ...(responseTemplates && { responseTemplates }),
        ...(contentHandling && { contentHandling }),
      };
      const integrationResponses = { ...integration.integrationResponses, [statusCode]: response };
      const methodIntegration = { ...integration, integrationResponses };
      setMethod(apis, names, { ...method, methodIntegration });
      return response;
    },
  };
}

function checkPattern(
  { integrationResponses = {} }: Integration,
  statusCode: string,
  pattern: string,
): void {
  checkJavaPattern(pattern, 'selection pattern');
  const isTaken = Object.values(integrationResponses).some(
    (other) => other.statusCode !== statusCode && (other.selectionPattern ?? '') === pattern,
  );
  if (!isTaken) return;
  throw conflict(
    `Integration response with selection pattern ${pattern || 'default'} already exists`,
  );
}
