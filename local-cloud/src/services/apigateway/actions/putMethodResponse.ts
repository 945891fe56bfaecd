import type { MethodResponse, PutMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { badRequest, conflict } from '../../apis/errors.ts';
import { checkMediaTypes, checkResponseParameters } from '../mapping-expressions.ts';
import { ofResponse } from '../members.ts';
import { methodIn, methodPath, setMethod } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/** The models that every API has; others are not made here. */
const MODELS = ['Empty', 'Error'];

/**
 * Declares a response of a method: the headers that integrations may give it. Models describe it, and
 * change nothing.
 * Errors: NotFoundException, BadRequestException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html
 */
export function putMethodResponse(
  apis: RestApis,
): Operation<PutMethodResponseRequest, MethodResponse> {
  return {
    members: { ...ofResponse, responseParameters: {}, responseModels: {} },
    permissions: ({ statusCode, ...names }) =>
      apis.permission('PUT', `${methodPath(names)}/responses/${statusCode}`),
    handle({ statusCode = '', responseParameters, responseModels, ...names }) {
      const method = methodIn(apis, names);
      if (method.methodResponses?.[statusCode] !== undefined) {
        throw conflict('Response already exists for this resource');
      }
      checkResponseParameters(responseParameters);
      checkModels(responseModels);
      const response = {
        statusCode,
        ...(responseParameters && { responseParameters }),
        ...(responseModels && { responseModels }),
      };
      const methodResponses = { ...method.methodResponses, [statusCode]: response };
      setMethod(apis, names, { ...method, methodResponses });
      return response;
    },
  };
}

function checkModels(models: Readonly<Record<string, string>> = {}): void {
  checkMediaTypes(models);
  const wrong = Object.values(models).find((name) => !MODELS.includes(name));
  if (wrong !== undefined) throw badRequest(`Invalid model identifier specified: ${wrong}`);
}
