import type { KnownOperations } from '../language/place.ts';
import type { IntegrationPorts } from './attempt.ts';
import { unknownFieldsBy } from './unknown-fields.ts';

/** What the shapes at hand say of the operations that a definition's tasks call. */
export function knownOperations(ports: IntegrationPorts): KnownOperations {
  return {
    lacks: ({ kind, service, action }) => kind === 'aws-sdk' && ports.calls.lacks(service, action),
    unknownFields: unknownFieldsBy(ports),
  };
}
