/** What holds an execution's data in the details of history events. */
const DATA = new Set([
  'input',
  'inputDetails',
  'output',
  'outputDetails',
  'parameters',
  'assignedVariables',
  'assignedVariablesDetails',
]);

/** The details of an event without the execution's data, which is not read: `includeExecutionData: false`. */
export function withoutData(details: object): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const member of Object.keys(details)) {
    if (!DATA.has(member)) shown[member] = (details as Record<string, unknown>)[member];
  }
  return shown;
}
