import type {
  RestApi as RestApiDescription,
  UpdateRestApiRequest,
} from '@aws-sdk/client-api-gateway';
import { notSupported } from '../../../core/errors.ts';
import type { Cloud, Operation } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { ofApi, patchOperations } from '../members.ts';
import { type Change, changesOf, checkReplace, unescaped } from '../patches.ts';
import { policyOf } from '../policy.ts';
import type { RestApi } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';

type Description = RestApi['description'];

/** What AWS changes as well. */
const UNSERVED =
  /^\/(?:apiKeySource|disableExecuteApiEndpoint|endpointAccessMode|endpointConfiguration|minimumCompressionSize|securityPolicy)(?:\/|$)/;

/**
 * Changes the name, the description, the policy or the binary media types of a REST API; what else AWS changes is
 * refused by name. What a stage serves stays as it was deployed.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html
 */
export function updateRestApi(apis: RestApis): Operation<UpdateRestApiRequest, RestApiDescription> {
  return {
    members: { ...ofApi, patchOperations },
    permissions: ({ restApiId }) => apis.permission('PATCH', `/restapis/${restApiId}`),
    handle({ restApiId, patchOperations: asked }) {
      const api = apis.get(restApiId);
      const changed = changesOf(asked).reduce(
        (description, change) => changedBy(apis.cloud, description, change),
        api.description,
      );
      api.description = { ...changed, tags: changed.tags ?? {} };
      return api.description;
    },
  };
}

function changedBy(cloud: Cloud, description: Description, change: Change): Description {
  const { op, path, value } = change;
  const [, type] = /^\/binaryMediaTypes\/(.+)$/s.exec(path) ?? [];
  if (type !== undefined) return withBinaryMediaTypes(description, change, unescaped(type));
  if (path === '/description' && (op === 'remove' || value === '')) {
    const { description: _, ...others } = description;
    return others;
  }
  if (path === '/policy') {
    const { policy: _, ...others } = description;
    const policy = op === 'remove' ? undefined : policyOf(cloud, description.id, value);
    return { ...others, ...(policy !== undefined && { policy }) };
  }
  if (path === '/name' || path === '/description') {
    checkReplace(change);
    return { ...description, [path.slice(1)]: value };
  }
  if (UNSERVED.test(path)) throw notSupported('API Gateway', `changes of ${path} of REST APIs`);
  throw badRequest(`Invalid patch path ${path}`);
}

/** A list that is patched as if it had members: `replace` puts another in the place of the one it names. */
function withBinaryMediaTypes(
  { binaryMediaTypes = [], ...description }: Description,
  { op, value }: Change,
  type: string,
): Description {
  const others = binaryMediaTypes.filter((one) => one !== type);
  const added = { add: [type], replace: [value], remove: [] }[op];
  const types = [...new Set([...others, ...added])];
  return { ...description, ...(types.length > 0 && { binaryMediaTypes: types }) };
}
