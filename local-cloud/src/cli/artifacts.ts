import { hash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import type { LocalArtifacts } from '../deploy/digests.ts';
import { zipFolder } from '../deploy/zip.ts';

/**
 * The bytes of what a template names, wherever it lies beside the template: an asset of the CDK
 * by its key, code and definitions by a local path, as `aws cloudformation package` takes them,
 * and what a framework uploads under a key that ends in the file's name. A folder is zipped. The
 * digest is that of the bytes as they were read first: what lies there may change.
 */
export function artifactsOf(templateFile: string): LocalArtifacts {
  const assets = assetsOf(templateFile);
  const folder = dirname(resolve(templateFile));
  const digests = new Map<string, string>();
  const artifact = (name: string) => {
    const bytes = bytesOf(placeOf(name));
    if (!digests.has(name)) digests.set(name, hash('sha256', bytes));
    return bytes;
  };
  const digest = (name: string) => {
    if (!digests.has(name)) artifact(name);
    return digests.get(name)!;
  };
  return { artifact, digest };

  function placeOf(name: string): string {
    const places = [assets.get(name) ?? name, basename(name)].map((path) => resolve(folder, path));
    const found = places.find((path) => existsSync(path));
    if (found !== undefined) return found;
    throw new UserError(`There is no artifact ${name}`, {
      why: `Nothing is at ${[...new Set(places)].join(', nor at ')}.`,
      fix: `Correct it in ${templateFile}, or build and package again.`,
    });
  }
}

function bytesOf(path: string): Uint8Array {
  return statSync(path).isDirectory() ? zipFolder(path) : readFileSync(path);
}

/** https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/cloud-assembly-schema */
const assetManifest = z.looseObject({
  files: z
    .record(
      z.string(),
      z.looseObject({
        source: z.looseObject({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** Paths by object keys, of the manifest `<stack>.assets.json` beside `<stack>.template.json`. */
function assetsOf(templateFile: string): Map<string, string> {
  const paths = new Map<string, string>();
  const file = templateFile.replace(/\.template\.json$/, '.assets.json');
  if (file === templateFile || !existsSync(file)) return paths;
  const { files } = assetManifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const { source, destinations } of Object.values(files)) {
    for (const { objectKey } of Object.values(destinations)) {
      if (source.path !== undefined) paths.set(objectKey, source.path);
    }
  }
  return paths;
}
