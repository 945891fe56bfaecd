import { parseArgs } from 'node:util';
import { UserError } from 'local-cloud';
import { invoicesIn } from './files.ts';
import { judged } from './judge.ts';
import { Reader } from './reader.ts';
import { summary, tableOf } from './report.ts';
import { scannedPdf } from './scanned-pdf.ts';

/**
 * Reads invoices as the workflow invoice-processing does, each alone, and says what it would do with
 * them; where their truth is known (truth.json), what is right, to review and wrong.
 *
 * With `--scans` as they would come back from a scanner; with `--json` all that was read.
 */
const USAGE = 'npm run invoices -- [--scans] [--json] [FOLDER | FILES...]';

function readWords() {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ allowPositionals: true, options: { scans: flag, json: flag, help: flag } });
  } catch (error) {
    throw new UserError((error as Error).message, { fix: USAGE, exitCode: 2 });
  }
}

async function main(): Promise<void> {
  const { values, positionals } = readWords();
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const invoices = invoicesIn(positionals.length > 0 ? positionals : ['../shared/data/invoices']);
  const reader = await Reader.start();
  try {
    const results = [];
    for (const { file, content, truth } of invoices) {
      const read = await (values.scans ? scannedPdf(content) : content);
      process.stderr.write(`${file} ...\r`);
      results.push(judged(file, await reader.read(file, read), truth));
    }
    process.stderr.write('\u001b[K');
    const { passed, text } = summary(results);
    process.stdout.write(
      values.json ? `${JSON.stringify(results, null, 2)}\n` : `${tableOf(results)}\n\n${text}\n`,
    );
    process.exitCode = passed ? 0 : 1;
  } finally {
    await reader.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.shown}\n`);
  process.exitCode = error.exitCode;
}
