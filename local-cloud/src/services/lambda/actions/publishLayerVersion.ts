import type {
  PublishLayerVersionRequest,
  PublishLayerVersionResponse,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../core/errors.ts';
import type { Cloud, Operation } from '../../../core/service.ts';
import { entriesOf } from '../../../function-host/archive.ts';
import { checkArchive } from '../../../function-host/code.ts';
import type { CodeLinks } from '../code-links.ts';
import { codeMembers, givenCode } from '../given-code.ts';
import { wholeLayer } from '../layer-answers.ts';
import type { Layers } from '../layers.ts';
import { architecture, layerName } from '../members.ts';

/**
 * Makes the next version of a layer from a zip archive: `Content.ZipFile`, or an object of S3.
 * Errors: InvalidParameterValueException, AccessDeniedException, ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html
 */
export function publishLayerVersion(
  cloud: Cloud,
  layers: Layers,
  links: CodeLinks,
): Operation<PublishLayerVersionRequest, PublishLayerVersionResponse> {
  return {
    members: {
      LayerName: layerName,
      Description: { length: [0, 256] },
      Content: { required: true, members: codeMembers },
      CompatibleRuntimes: { length: [0, 15], items: {} },
      CompatibleArchitectures: { length: [0, 2], items: architecture },
      LicenseInfo: { length: [0, 512] },
    },
    permissions: ({ LayerName = '' }) => [layers.permission('PublishLayerVersion', LayerName)],
    async handle({ LayerName = '', Content = {}, ...described }, { principal }) {
      const archive = await givenCode(cloud, principal, Content);
      await checkArchive(archive);
      checkExtensions(archive);
      const { Description, CompatibleRuntimes, CompatibleArchitectures, LicenseInfo } = described;
      const version = layers.publish(LayerName, archive, {
        ...{ Description, CompatibleRuntimes, CompatibleArchitectures, LicenseInfo },
      });
      return wholeLayer(layers, links, version);
    },
  };
}

/**
 * Programs in that folder are started beside each function that has the layer.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
 */
function checkExtensions(archive: Uint8Array): void {
  const extension = entriesOf(archive).find(({ name }) => /^extensions\/[^/]+$/.test(name));
  if (extension === undefined) return;
  throw new AwsError(
    'NotSupportedByLocalCloud',
    `The local cloud runs no extensions of Lambda, and ${extension.name} in the layer is one. Leave such layers out here, by a Condition for example.`,
    { status: 501 },
  );
}
