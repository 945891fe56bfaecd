import type { ImportRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import { checkRequest, type Operation } from '../../../core/service.ts';
import { importMembers, rolePermissions } from '../openapi/import-members.ts';
import { refusal } from '../refusal.ts';
import { RestApis } from '../rest-apis.ts';
import { createRestApi } from './createRestApi.ts';

/**
 * Creates a REST API as a document of OpenAPI describes it, or none where anything of it is wrong. What of
 * API Gateway's extensions is not served is refused by name, and so are other parameters than
 * `endpointConfigurationTypes`, `ignore=documentation` and `basepath=ignore`.
 * Errors: BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html
 */
export function importRestApi(apis: RestApis): Operation<ImportRestApiRequest, RestApi> {
  return {
    members: importMembers,
    permissions: (input) => [
      ...apis.permission('POST', '/restapis'),
      ...rolePermissions(apis.cloud, input.body),
    ],
    async handle(input, context) {
      const { applyDefinition, definitionIn } = await import('../openapi/index.ts');
      const definition = await definitionIn(input, apis.cloud);
      const { name, description, version, policy, binaryMediaTypes, warnings } = definition;
      const type = input.parameters?.endpointConfigurationTypes;
      const asked = {
        name,
        description,
        version,
        policy,
        binaryMediaTypes: binaryMediaTypes && [...binaryMediaTypes],
        endpointConfiguration: type === undefined ? undefined : { types: type.split(',') as never },
      };
      const drafts = new RestApis(apis.cloud);
      const operations = { CreateRestApi: createRestApi(drafts) };
      checkRequest({ sdkId: 'API Gateway', operations, refusal }, 'CreateRestApi', asked);
      operations.CreateRestApi.handle(asked, context);
      const [api] = drafts.all();
      applyDefinition(drafts, api!, definition, context);
      apis.add(api!);
      return { ...api!.description, ...(warnings.length > 0 && { warnings: [...warnings] }) };
    },
  };
}
