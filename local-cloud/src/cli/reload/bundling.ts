import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import * as z from 'zod';
import type { Package } from '../package.ts';
import type { Project } from '../project.ts';

/**
 * `build.esbuild` of serverless.yml: esbuild's own options, and these.
 * https://www.serverless.com/framework/docs/providers/aws/guide/building
 */
const stateSchema = z.looseObject({
  service: z.looseObject({
    initialServerlessConfig: z.looseObject({
      build: z.looseObject({
        esbuild: z.looseObject({
          exclude: z.array(z.string()).default(['@aws-sdk/*']),
          external: z.array(z.string()).default([]),
          sourcemap: z
            .union([z.boolean(), z.looseObject({ type: z.string().optional() })])
            .optional(),
        }),
      }),
    }),
  }),
});

/**
 * How the framework bundles functions with esbuild, for one function of many: where to is left out.
 * Undefined where its record of the package does not tell.
 */
export function bundlingOf(
  { origin }: Project,
  { templateFile }: Package,
): BuildOptions | undefined {
  if (origin.kind !== 'package') return undefined;
  const file = join(dirname(templateFile), origin.packaging.state);
  if (!existsSync(file)) return undefined;
  const { data } = stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (data === undefined) return undefined;
  const { exclude, external, sourcemap, ...options } =
    data.service.initialServerlessConfig.build.esbuild;
  const map = typeof sourcemap === 'object' ? sourcemap.type : sourcemap;
  return {
    bundle: true,
    ...options,
    external: [...external, ...exclude],
    sourcemap: (map as BuildOptions['sourcemap']) ?? true,
    platform: 'node',
  };
}
