/** The format of scenario files, for what reads them besides the runner: tables, checks, costs. */
export { listPrice } from './cost.ts';
export { loadWorkflows } from './load.ts';
export { missingPackages } from './needs.ts';
export { default as prices } from './prices.json' with { type: 'json' };
export {
  endsOf,
  type Scenario,
  type ScenarioFile,
  type SingleStep,
  stepsOf,
} from './schema.ts';
