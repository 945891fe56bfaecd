import type { GetLayerVersionRequest, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { CodeLinks } from '../code-links.ts';
import { wholeLayer } from '../layer-answers.ts';
import type { Layers } from '../layers.ts';
import { layerName, required } from '../members.ts';

/**
 * A version of a layer, with a link to download it by.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html
 */
export function getLayerVersion(
  layers: Layers,
  links: CodeLinks,
): Operation<GetLayerVersionRequest, GetLayerVersionResponse> {
  return {
    members: { LayerName: layerName, VersionNumber: required },
    permissions: ({ LayerName = '', VersionNumber }) => [
      layers.permission('GetLayerVersion', LayerName, VersionNumber),
    ],
    handle: ({ LayerName = '', VersionNumber = 0 }) =>
      wholeLayer(layers, links, layers.get(LayerName, VersionNumber)),
  };
}
