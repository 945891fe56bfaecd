import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ServicesReport, serviceRows } from './report.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/conformance.md');
const GENERATED = /(<!-- generated: services -->\n)[\s\S]*?(<!-- end -->)/;

/** The page as it is, and with the table of this report. */
function pages(report: ServicesReport): { readonly is: string; readonly ought: string } {
  const is = readFileSync(PAGE, 'utf8');
  const table = `\n${serviceRows(report).join('\n')}\n\n`;
  return { is, ought: is.replace(GENERATED, (_, start, end) => `${start}${table}${end}`) };
}

/** Writes the table of docs/conformance.md. */
export function writeDocs(report: ServicesReport): void {
  writeFileSync(PAGE, pages(report).ought);
}

/** Whether docs/conformance.md says what this report says. */
export function docsAreTrue(report: ServicesReport): boolean {
  const { is, ought } = pages(report);
  return is === ought;
}
