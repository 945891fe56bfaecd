#!/usr/bin/env bash
# ml-regression-multivariate-linear 2.0.4 (ml-matrix 6): least squares over features of very different sizes
# is wrong without an error. It solves by singular values and takes for zero what is small beside the largest,
# so that a feature in its natural unit (a time in milliseconds) takes the others, and the intercept, with it:
# labels that are a linear function of time and temperature come out wrong by hundreds, where the function
# itself is wrong by nothing. Shift every feature to a mean of zero and scale it to one size first, and shift
# and scale the weights back: the same library then finds the function, to the last digits.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ml-regression-multivariate-linear@2.0.4
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import Regression from 'ml-regression-multivariate-linear';

const DAY = 86_400_000;
const days = Array.from({ length: 730 }, (_, day) => [
  Date.UTC(2024, 0, 1) + day * DAY,
  10 + 8 * Math.sin(day / 58) + (day % 7),
]);
const rides = days.map(([time, temperature]) => [1000 + 3 * (time - days[0][0]) / DAY + 20 * temperature]);
const worst = (features) => {
  const model = new Regression(features, rides, { statistics: false });
  return Math.max(...features.map((row, at) => Math.abs(model.predict(row)[0] - rides[at][0])));
};
const scaled = () => {
  const columns = [0, 1].map((column) => days.map((row) => row[column]));
  const means = columns.map((values) => values.reduce((a, b) => a + b) / values.length);
  const sizes = columns.map((values, i) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - means[i]) ** 2, 0) / values.length),
  );
  return days.map((row) => row.map((value, i) => (value - means[i]) / sizes[i]));
};
const [raw, shifted] = [worst(days), worst(scaled())];
console.log('largest error of a function that fits exactly: as it is', raw, 'scaled', shifted);
assert(raw > 100, 'Not as it was: features as they are');
assert(shifted < 1e-6, 'Not as it was: scaled features');
JAVASCRIPT
node show.mjs
