import { styleText } from 'node:util';
import type { Checked, Verdict } from './check.ts';
import type { Told } from './finding.ts';

/** What a learner reads after a save: every proof with its mark, and what was found by the first that failed. */
export function report({ verdicts, cloud }: Checked): string {
  const failed = verdicts.find(({ told }) => told !== undefined);
  const details = failed?.told && [``, ...tell(failed.told, cloud?.endpoint)];
  return [...verdicts.map(line), ...(details ?? [])].join('\n');
}

function line({ proof, told }: Verdict): string {
  return told === undefined
    ? `  ${styleText('green', '✓')} ${proof}`
    : `  ${styleText('red', '✗')} ${styleText('bold', proof)}`;
}

function tell({ happened, expected, look, execution }: Told, endpoint?: string): string[] {
  const rows = [
    ['What happened', happened],
    ['Expected', expected],
    ['Where to look', look],
    ...(endpoint && execution ? [['The run', linkTo(endpoint, execution.arn)]] : []),
  ];
  return rows.map(([label, text]) => `  ${styleText('bold', label!.padEnd(13))}  ${text}`);
}

/** The console's page of an execution. */
function linkTo(endpoint: string, arn: string): string {
  return `${endpoint}/#/executions/${arn}`;
}
