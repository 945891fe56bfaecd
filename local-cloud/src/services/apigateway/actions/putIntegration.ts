import type { Integration, PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { passRole } from '../../apis/role.ts';
import { OF_THE_SIGNER } from '../function-call.ts';
import { isInvocation, parseUri } from '../integration-uri.ts';
import { checkMediaTypes, checkRequestMapping } from '../mapping-expressions.ts';
import { ofMethod } from '../members.ts';
import { methodIn, methodPath, setMethod } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/** In milliseconds. */
const LONGEST_TIMEOUT = 29_000;

/**
 * Says what a method does: hands the request to a function (`AWS_PROXY`), calls a service (`AWS`), or
 * answers by itself (`MOCK`). Integrations over HTTP and VPC links are refused by name. That a function
 * is asked by another method than POST is refused here: on AWS every request then fails.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
 */
export function putIntegration(apis: RestApis): Operation<PutIntegrationRequest, Integration> {
  return {
    members: {
      ...ofMethod,
      type: { required: true, enum: ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'] },
      integrationHttpMethod: {},
      uri: {},
      connectionType: { enum: ['INTERNET', 'VPC_LINK'] },
      credentials: {},
      requestParameters: {},
      requestTemplates: {},
      passthroughBehavior: { enum: ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] },
      contentHandling: { enum: ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'] },
      timeoutInMillis: {
        range: [50, LONGEST_TIMEOUT],
        says: { range: 'Timeout should be between 50 ms and 29000 ms' },
      },
      cacheNamespace: {},
      cacheKeyParameters: {},
    },
    permissions: ({ credentials, ...names }) => [
      ...apis.permission('PUT', `${methodPath(names)}/integration`),
      ...passRole(credentials === OF_THE_SIGNER ? undefined : credentials),
    ],
    handle(input) {
      const method = methodIn(apis, input);
      refuseUnserved(input);
      const { type, uri, integrationHttpMethod: httpMethod, credentials } = input;
      if (type !== 'MOCK') checkCall(input, apis.cloud.region);
      checkRequestMapping(input.requestParameters, method);
      checkMediaTypes(input.requestTemplates);
      const { requestParameters, requestTemplates, contentHandling } = input;
      const methodIntegration: Integration = {
        type,
        ...(httpMethod && { httpMethod }),
        ...(uri && { uri }),
        ...(credentials && { credentials }),
        ...(requestParameters && { requestParameters }),
        ...(requestTemplates && { requestTemplates }),
        ...(contentHandling && { contentHandling }),
        passthroughBehavior: input.passthroughBehavior ?? 'WHEN_NO_MATCH',
        timeoutInMillis: input.timeoutInMillis ?? LONGEST_TIMEOUT,
        cacheNamespace: input.resourceId!,
        cacheKeyParameters: [],
      };
      setMethod(apis, input, { ...method, methodIntegration });
      return methodIntegration;
    },
  };
}

function refuseUnserved(input: PutIntegrationRequest): void {
  const { type, connectionType, cacheNamespace, cacheKeyParameters = [] } = input;
  if (type === 'HTTP' || type === 'HTTP_PROXY') {
    throw notSupported('API Gateway', `${type} integrations`);
  }
  if (connectionType === 'VPC_LINK') throw notSupported('API Gateway', 'VPC links');
  if (cacheNamespace || cacheKeyParameters.length > 0) {
    throw notSupported('API Gateway', 'caches of integrations');
  }
}

/** Checks what is called, how, and as whom. */
function checkCall(
  { type, uri, integrationHttpMethod: httpMethod, credentials }: PutIntegrationRequest,
  region: string,
): void {
  if (!httpMethod) throw badRequest('Enumeration value for HttpMethod must be non-empty');
  const called = parseUri(uri ?? '');
  if (called.region !== region) {
    throw notSupported('API Gateway', `integrations in ${called.region} (only ${region})`);
  }
  const isFunction = isInvocation(called);
  if (type === 'AWS_PROXY' && called.service === 'firehose') {
    throw notSupported('API Gateway', 'AWS_PROXY integrations with Firehose');
  }
  if (type === 'AWS_PROXY' && !isFunction) {
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
  }
  if (isFunction && httpMethod !== 'POST') {
    throw badRequest(
      `A Lambda function is invoked by POST: make integrationHttpMethod POST, not ${httpMethod}`,
    );
  }
  if (!credentials && !isFunction) {
    throw badRequest('Role ARN must be specified for AWS integrations');
  }
  checkRole(credentials);
}

function checkRole(credentials: string | undefined): void {
  if (!credentials || credentials === OF_THE_SIGNER) return;
  if (/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(credentials)) return;
  throw badRequest('Invalid ARN specified in the request');
}
