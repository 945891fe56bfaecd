#!/usr/bin/env bash
# velocityjs 2.1.7 renders templates of Velocity, which the mapping templates of API Gateway and AppSync are written in.
# Where a condition has `||` before `&&`, without parentheses, it decides otherwise than Velocity 1.7: it gives both the
# same rank and reads from the left, so that `$a || $b && $c` is `($a || $b) && $c`. A mapping that is tried out with it
# takes another branch than on AWS.
#   - It refuses a list of booleans, `[true, false]`, and a text that ends with two backslashes before another one:
#     `replaceAll("\\", "/")`, the usual way to turn them.
#   - Braces around a directive's name, `#{if}`, are text to it, but `#{else}` is not.
# Write the parentheses, and `#if` without braces. Velocity's grammar:
# https://velocity.apache.org/engine/1.7/vtl-reference.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund velocityjs@2.1.7
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import { render } from 'velocityjs';

/** What it writes, or that it takes no such template. */
function written(template) {
  try {
    return render(template, { yes: true, no: false, path: 'a\\b' });
  } catch {
    return 'refused';
  }
}

for (const [template, ofVelocity, seen] of [
  ['#if($yes || $no && $no)open#{else}shut#end', 'open', 'shut'],
  ['#if($yes || ($no && $no))open#{else}shut#end', 'open', 'open'],
  ['#set($list = [true, false])$list.size()', '2', 'refused'],
  ['$path.replaceAll("\\\\", "/")', 'a/b', 'refused'],
  ['#{if}($yes)open#end', 'open', '#{if}(true)open'],
]) {
  const now = written(template);
  console.log(template.padEnd(66), `Velocity: ${ofVelocity}`.padEnd(28), `velocityjs: ${now}`);
  assert.equal(now, seen, 'Not as it was');
}
JAVASCRIPT
node show.mjs
