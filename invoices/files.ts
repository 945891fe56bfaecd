import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { UserError } from 'local-cloud';
import * as z from 'zod';

/** npm runs scripts in the root of the project, and keeps where it was started. */
const startedIn = process.env.INIT_CWD ?? process.cwd();

/** What an invoice says, by somebody who knows. Amounts as numbers, days as `2020-06-12`. */
const truth = z.looseObject({
  file: z.string(),
  sellerName: z.string(),
  invoiceNumber: z.string(),
  issueDate: z.string(),
  currency: z.string(),
  grandTotal: z.number(),
  duePayable: z.number().optional(),
  isCreditNote: z.boolean().default(false),
});

export type Truth = z.output<typeof truth>;

export interface InvoiceFile {
  /** Its name. */
  readonly file: string;
  readonly content: Uint8Array;
  /** Of `truth.json` or `<name>.truth.json` beside it. */
  readonly truth: Truth | undefined;
}

const READ = ['.pdf', '.png', '.jpg', '.jpeg'];

/**
 * These files, and the PDFs, PNGs and JPEGs in these folders.
 *
 * @throws UserError when one is not there, or there is nothing to read
 */
export function invoicesIn(paths: readonly string[]): InvoiceFile[] {
  const files = paths.flatMap(filesAt);
  if (files.length > 0) return files.map(invoiceAt);
  throw new UserError(`There are no invoices in ${paths.join(', ')}`, {
    fix: `Name a folder with ${READ.join(', ')} files in it, or the files.`,
  });
}

function filesAt(path: string): string[] {
  const found = resolve(startedIn, path);
  if (!existsSync(found)) {
    throw new UserError(`There are no invoices at ${path}`, {
      why: `${found} is not there.`,
      fix: 'Name a folder of invoices, or files: npm run invoices -- FOLDER',
      exitCode: 2,
    });
  }
  if (!statSync(found).isDirectory()) return [found];
  return readdirSync(found)
    .filter((name) => READ.includes(extname(name).toLowerCase()))
    .map((name) => join(found, name));
}

function invoiceAt(path: string): InvoiceFile {
  const file = basename(path);
  return { file, content: readFileSync(path), truth: truthOf(dirname(path), file) };
}

function truthOf(folder: string, file: string): Truth | undefined {
  const own = join(folder, `${file.slice(0, -extname(file).length)}.truth.json`);
  if (existsSync(own)) return truth.parse(JSON.parse(readFileSync(own, 'utf8')));
  const all = join(folder, 'truth.json');
  if (!existsSync(all)) return undefined;
  const list = z.array(truth).parse(JSON.parse(readFileSync(all, 'utf8')));
  return list.find((one) => one.file === file);
}
