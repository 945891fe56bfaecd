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

/** The details of an event without the execution's data: `includeExecutionData: false`. */
export function withoutData(details: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).filter(([member]) => !DATA.has(member)));
}
