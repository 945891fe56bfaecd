// The door for `${file(./serverless/workflows.cjs):suite}`: osls loads .js and .cjs files only.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  const problem = new Error(
    `the workflows are composed by Node 24, and this is Node ${process.versions.node}. ` +
      'Run `npx serverless ...` after `npm ci`: the project brings its own Node 24.',
  );
  problem.stack = '';
  throw problem;
}

module.exports = require('./compose.ts');
