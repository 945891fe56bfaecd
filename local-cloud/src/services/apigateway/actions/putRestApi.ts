import type { PutRestApiRequest, RestApi as RestApiShown } from '@aws-sdk/client-api-gateway';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { ofApi } from '../members.ts';
import type { ApiDefinition } from '../openapi/definition.ts';
import { adopt, draftOf } from '../openapi/draft.ts';
import { importMembers, rolePermissions } from '../openapi/import-members.ts';
import { policyOf } from '../policy.ts';
import type { RestApi } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Changes a REST API to what a document of OpenAPI describes: that alone (`overwrite`), or that beside
 * what it has (`merge`). Where anything of it is wrong the API stays as it is; what its stages serve
 * stays as it was deployed.
 * Errors: BadRequestException, NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html
 */
export function putRestApi(apis: RestApis): Operation<PutRestApiRequest, RestApiShown> {
  return {
    members: { ...ofApi, ...importMembers, mode: { enum: ['merge', 'overwrite'] } },
    permissions: (input) => [
      ...apis.permission('PUT', `/restapis/${input.restApiId}`),
      ...rolePermissions(apis.cloud, input.body),
    ],
    async handle({ restApiId, mode = 'merge', ...input }, context) {
      const { applyDefinition, definitionIn } = await import('../openapi/index.ts');
      const definition = await definitionIn(input, apis.cloud);
      const api = apis.get(restApiId);
      checkEndpoint(api, input.parameters?.endpointConfigurationTypes);
      const isOverwritten = mode === 'overwrite';
      const draft = draftOf(apis.cloud, api, isOverwritten);
      const policy = policyOf(apis.cloud, api.id, definition.policy);
      draft.api.description = described(api.description, { ...definition, policy }, isOverwritten);
      applyDefinition(draft.apis, draft.api, definition, context);
      adopt(api, draft.api);
      const { warnings } = definition;
      return { ...api.description, ...(warnings.length > 0 && { warnings: [...warnings] }) };
    },
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-update.html */
function checkEndpoint({ description }: RestApi, type: string | undefined): void {
  const [now] = description.endpointConfiguration?.types ?? [];
  if (type === undefined || type === now) return;
  throw notSupported('API Gateway', 'imports that change the endpoint of an API');
}

/** Media types of documents are added, or hold alone (recorded). */
function described(
  {
    description,
    version,
    policy,
    binaryMediaTypes = [],
    tags = {},
    ...others
  }: RestApi['description'],
  definition: ApiDefinition,
  isOverwritten: boolean,
): RestApi['description'] {
  const kept = isOverwritten ? {} : { description, version, policy };
  const types = [
    ...(isOverwritten ? [] : binaryMediaTypes),
    ...(definition.binaryMediaTypes ?? []),
  ];
  const now = {
    description: definition.description ?? kept.description,
    version: definition.version ?? kept.version,
    policy: definition.policy ?? kept.policy,
  };
  return {
    ...others,
    name: definition.name,
    tags,
    ...(now.description !== undefined && { description: now.description }),
    ...(now.version !== undefined && { version: now.version }),
    ...(now.policy !== undefined && { policy: now.policy }),
    ...(types.length > 0 && { binaryMediaTypes: [...new Set(types)] }),
  };
}
