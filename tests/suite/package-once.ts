import { openProject, packaged } from '../../local-cloud/src/cli/project.ts';

/** Packages the suite before the first suite test, as `npm start` would; a fresh package is reused. */
export default async function setup(): Promise<void> {
  const silent = { out: () => {}, err: () => {}, progress: () => {} };
  await packaged(openProject(), silent, { build: true });
}
