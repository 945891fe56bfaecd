import { UserError } from './core/errors.ts';

const { node } = process.versions;
if (Number.parseInt(node, 10) < 24) {
  throw new UserError(`local-cloud runs on Node 24, and this is Node ${node}`, {
    fix: 'Start it by an npm script or npx: where local-cloud is installed, they find the Node 24 that it brings (with npm 10 after `npm rebuild`).',
  });
}
