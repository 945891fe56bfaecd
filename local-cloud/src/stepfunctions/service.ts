import type { Cloud, Service } from '../service.ts';
import { refuseOthers } from '../services/members.ts';
import { createContext } from './api/create-context.ts';
import { operations } from './api/operations.ts';
import { Faults } from './integrations/faults.ts';

export interface StepFunctionsOptions {
  /** Failures and delays to inject into Task states. */
  readonly faults?: Faults;
}

/** AWS Step Functions: the API on the engine. */
export function createStepFunctions(cloud: Cloud, options: StepFunctionsOptions = {}): Service {
  const context = createContext(cloud, options.faults ?? new Faults());
  return { sdkId: 'SFN', operations: refuseOthers('SFN', operations(context)) };
}
