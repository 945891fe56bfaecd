import { createRequire } from 'node:module';

/** What reads documents: optional packages, for those who have documents read. */
const PACKAGES = [
  'pdfjs-dist',
  '@napi-rs/canvas',
  'tesseract.js',
  '@tesseract.js-data/deu',
  '@tesseract.js-data/eng',
  '@tesseract.js-data/fra',
];

/** Those of them that are not installed. */
export function missingPackages(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return PACKAGES.filter((name) => {
    try {
      resolve(`${name}/package.json`);
      return false;
    } catch {
      return true;
    }
  });
}
