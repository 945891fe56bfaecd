import * as z from 'zod';
import { CONNECTOR_GRANTS } from './connector-grants.ts';
import { FUNCTION_EVENTS } from './function-events.ts';
import { POLICY_TEMPLATES } from './policy-templates.ts';
import { STATE_MACHINE_EVENTS } from './state-machine.ts';
import { SERVERLESS_TYPES } from './transform.ts';

/** What of SAM is served, as a list in Markdown: types with their properties, events, policy templates. */
export function serverlessList(): string {
  const types = [...SERVERLESS_TYPES.values()].map(({ type, properties }) => {
    const names = properties instanceof z.ZodObject ? Object.keys(properties.shape) : [];
    return `- \`${type}\`: ${names.sort().join(', ')}`;
  });
  return [
    ...types,
    ...Object.entries(CONNECTOR_GRANTS).map(
      ([source, destinations]) =>
        `- \`AWS::Serverless::Connector\`, and \`Connectors\` of a resource, from \`${source}\` to ${listed(destinations)}`,
    ),
    `- Events of functions: ${listed(FUNCTION_EVENTS)}`,
    `- Events of state machines: ${listed(STATE_MACHINE_EVENTS)}`,
    `- Policy templates: ${listed(POLICY_TEMPLATES)}`,
  ].join('\n');
}

function listed(served: object): string {
  return Object.keys(served).sort().join(', ');
}
