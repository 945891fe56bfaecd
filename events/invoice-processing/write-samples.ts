import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as samples from './samples.ts';
import * as troubles from './troubles.ts';

/** Writes the samples as files: `node events/invoice-processing/write-samples.ts FOLDER`. */
const [folder = 'invoices'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const [name, make] of Object.entries({ ...samples, ...troubles })) {
  const file = join(folder, `${name}.${name === 'scanned' ? 'png' : 'pdf'}`);
  writeFileSync(file, await make());
  process.stdout.write(`${file}\n`);
}
