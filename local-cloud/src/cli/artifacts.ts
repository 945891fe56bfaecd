import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import { zipFolder } from '../deploy/zip.ts';

/**
 * The bytes of what a template names, wherever it lies beside the template: an asset of the CDK
 * by its key, code and definitions by a local path, as `aws cloudformation package` takes them,
 * and what a framework uploads under a key that ends in the file's name. A folder is zipped.
 */
export function artifactsOf(templateFile: string): (name: string) => Uint8Array {
  const assets = assetsOf(templateFile);
  const folder = dirname(resolve(templateFile));
  return (name) => {
    const places = [assets.get(name) ?? name, basename(name)].map((path) => resolve(folder, path));
    const found = places.find((path) => existsSync(path));
    if (found !== undefined) return bytesOf(found);
    throw new UserError(`There is no artifact ${name}`, {
      why: `Nothing is at ${[...new Set(places)].join(', nor at ')}.`,
      fix: `Correct it in ${templateFile}, or build and package again.`,
    });
  };
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
