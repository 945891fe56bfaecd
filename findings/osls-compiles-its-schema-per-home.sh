#!/usr/bin/env bash
# osls 4.3.1: the first command in a new home folder compiles the schema that serverless.yml is checked with, leaves
# 8 MB of JavaScript in ~/.serverless/artifacts, and takes some 2 seconds and 250 MB more than every later one, for a
# service without a function, too. A job of CI begins with an empty home each time. configValidationMode: off changes
# nothing about it; SLS_SCHEMA_CACHE_BASE_DIR moves the file to where it can be kept.
# Seen (Node 24 on Linux): 8.3 MB left; 518 MB of memory at most, then 250, and 250 where the file was kept.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts osls@4.3.1
cat >serverless.yml <<'YAML'
service: sample
configValidationMode: "off"
provider: { name: aws, region: us-east-1, runtime: nodejs24.x }
YAML
# How much memory the process took at most, in MB.
cat >probe.cjs <<'JAVASCRIPT'
process.on('exit', () => process._rawDebug(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)}`));
JAVASCRIPT
# packaged HOME [KEPT]: packages with that home folder, and gives the peak.
packaged() {
  mkdir -p "$1"
  env HOME="$folder/$1" ${2:+SLS_SCHEMA_CACHE_BASE_DIR="$folder/$2"} \
    AWS_ACCESS_KEY_ID=sample AWS_SECRET_ACCESS_KEY=sample \
    node --require ./probe.cjs node_modules/.bin/osls package 2>&1 | sed -n 's/^peak //p' | tail -1
}
first=$(packaged one)
left=$(find one/.serverless/artifacts -name '*.js' -size +5M | wc -l)
second=$(packaged one)
kept=$(packaged two one)
echo "files of more than 5 MB left: $left; MB at most: first $first, second $second, in a new home with the file kept $kept"
if [ "$left" -ne 1 ] || [ "$first" -lt $((second * 3 / 2)) ] || [ "$kept" -gt $((second * 5 / 4)) ]; then
  echo 'Not as it was'
  exit 1
fi
