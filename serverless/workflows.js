// The door for `${file(./serverless/workflows.js):suite}`: osls loads .js files only.
export { suite } from './compose.ts';
