import type { ListLayerVersionsRequest, ListLayerVersionsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { isFor, listedLayer } from '../layer-answers.ts';
import type { Layers } from '../layers.ts';
import { layerName, listedLayers } from '../members.ts';
import { page } from '../pages.ts';

/**
 * The versions of a layer, the newest first, at most 50 at a time.
 * Errors: ResourceNotFoundException for a layer of another account.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html
 */
export function listLayerVersions(
  layers: Layers,
): Operation<ListLayerVersionsRequest, ListLayerVersionsResponse> {
  return {
    members: { ...listedLayers, LayerName: layerName },
    permissions: ({ LayerName = '' }) => [layers.permission('ListLayerVersions', LayerName)],
    handle({ LayerName = '', Marker, MaxItems = 50, ...wanted }) {
      const versions = layers.versions(LayerName).filter((version) => isFor(version, wanted));
      const { items, NextMarker } = page(versions, Marker, MaxItems);
      return { LayerVersions: items.map((version) => listedLayer(layers, version)), NextMarker };
    },
  };
}
