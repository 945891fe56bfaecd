import type { GetLayerVersionResponse, LayerVersionsListItem } from '@aws-sdk/client-lambda';
import type { CodeLinks } from './code-links.ts';
import type { LayerDescription, Layers, LayerVersion } from './layers.ts';

/** A version as lists tell of it. */
export function listedLayer(layers: Layers, version: LayerVersion): LayerVersionsListItem {
  return {
    LayerVersionArn: layers.arn(version.name, version.version),
    Version: version.version,
    CreatedDate: new Date(version.created).toISOString().replace('Z', '+0000'),
    ...described(version.described),
  };
}

/** A version as it is told of itself, with a link to download it by. */
export function wholeLayer(
  layers: Layers,
  links: CodeLinks,
  version: LayerVersion,
): GetLayerVersionResponse {
  return {
    LayerArn: layers.arn(version.name),
    ...listedLayer(layers, version),
    Content: {
      Location: links.link(version.code),
      CodeSha256: version.codeSha256,
      CodeSize: version.code.size,
    },
  };
}

/** Without what was left out; the description is there in any case. */
function described({ Description = '', ...rest }: LayerDescription) {
  const { CompatibleRuntimes: runtimes, CompatibleArchitectures: architectures } = rest;
  return {
    Description,
    ...(runtimes && { CompatibleRuntimes: [...runtimes] }),
    ...(architectures && { CompatibleArchitectures: [...architectures] }),
    ...(rest.LicenseInfo !== undefined && { LicenseInfo: rest.LicenseInfo }),
  };
}

/** Whether a version is for a runtime and an architecture, where it says for which it is. */
export function isFor(
  { described }: LayerVersion,
  wanted: { CompatibleRuntime?: string | undefined; CompatibleArchitecture?: string | undefined },
): boolean {
  const has = (said: readonly string[] | undefined, one: string | undefined) =>
    one === undefined || (said ?? []).includes(one);
  return (
    has(described.CompatibleRuntimes, wanted.CompatibleRuntime) &&
    has(described.CompatibleArchitectures, wanted.CompatibleArchitecture)
  );
}
