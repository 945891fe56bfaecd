import type { Resource } from '@aws-sdk/client-api-gateway';
import type { RestResource } from './rest-api.ts';

/** What is said of the member `embed` of the operations that show resources. */
export const embedMethods = { items: { enum: ['methods'] } } as const;

/**
 * A resource as it is shown: of its methods the names alone, unless they are asked for.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html
 */
export function resourceShown(
  { id, parentId, pathPart, path, methods }: RestResource,
  embed: readonly string[] = [],
): Resource {
  const isWhole = embed.includes('methods');
  const shown = [...methods].map(([name, method]) => [name, isWhole ? method : {}]);
  return {
    id,
    path,
    ...(parentId !== undefined && { parentId, pathPart }),
    ...(shown.length > 0 && { resourceMethods: Object.fromEntries(shown) }),
  };
}
