import type { JsonObject } from '../../core/json.ts';
import type { Service } from '../../core/service.ts';
import { StatesError } from '../errors.ts';
import { version2 } from '../integrations/java-names.ts';
import { toInput } from '../integrations/members.ts';
import { loadShape } from './aws-calls.ts';

/**
 * An operation by its names in an ARN, and its input from JSON, as `aws-sdk:` tasks take it:
 * Scheduler's universal targets are called by the same SDK. Undefined where it is not served.
 */
export async function sdkOperation(
  services: ReadonlyMap<string, Service>,
  service: string,
  action: string,
) {
  const shape = await loadShape(service, action);
  if (shape === undefined) return undefined;
  const { sdkId, operation, input } = shape;
  if (services.get(sdkId)?.operations[operation] === undefined) return undefined;
  return {
    sdkId,
    operation,
    toInput(parameters: JsonObject): object | undefined {
      try {
        return toInput(input, parameters, version2);
      } catch (error) {
        if (error instanceof StatesError) return undefined;
        throw error;
      }
    },
  };
}
