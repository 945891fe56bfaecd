import { suitePackage } from './packaged.ts';

/** Packages the suite before the first suite test; a fresh package is reused. */
export default async function setup(): Promise<void> {
  await suitePackage();
}
