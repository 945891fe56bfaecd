import type { CreateResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { badRequest, conflict, limitExceeded, notFound } from '../../apis/errors.ts';
import { ofApi } from '../members.ts';
import { resourceShown } from '../resource-shown.ts';
import type { RestApi, RestResource } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MOST_RESOURCES = 300;

/**
 * Adds a part to a path: text, a parameter `{name}`, or one that takes the rest of the path, `{name+}`.
 * Errors: NotFoundException, BadRequestException, ConflictException, LimitExceededException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html
 */
export function createResource(apis: RestApis): Operation<CreateResourceRequest, Resource> {
  return {
    members: {
      ...ofApi,
      parentId: { required: true },
      pathPart: {
        required: true,
        pattern: '[\\w.:\\-]+|\\{[\\w.:\\-]+\\+?\\}',
        says: {
          pattern:
            "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly " +
            'braces at the beginning and the end.',
        },
      },
    },
    permissions: ({ restApiId, parentId }) =>
      apis.permission('POST', `/restapis/${restApiId}/resources/${parentId}`),
    handle({ restApiId, parentId, pathPart = '' }) {
      const api = apis.find(restApiId ?? '');
      if (api === undefined) throw notFound('Invalid Resource identifier specified');
      const parent = api.resource(parentId);
      if (api.resources.size >= MOST_RESOURCES) throw limitExceeded('Resources');
      checkPlace(api, parent, pathPart);
      const resource = {
        id: apis.newId(6),
        parentId: parent.id,
        pathPart,
        path: `${parent.path === '/' ? '' : parent.path}/${pathPart}`,
        methods: new Map(),
      };
      api.resources.set(resource.id, resource);
      return resourceShown(resource);
    },
  };
}

function checkPlace({ resources }: RestApi, parent: RestResource, pathPart: string): void {
  if (parent.pathPart.endsWith('+}')) {
    throw badRequest(
      `Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`,
    );
  }
  const siblings = [...resources.values()].filter(({ parentId }) => parentId === parent.id);
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = siblings.find((sibling) => sibling.pathPart.startsWith('{'));
  if (variable === undefined || !pathPart.startsWith('{')) return;
  throw badRequest(
    `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
  );
}
