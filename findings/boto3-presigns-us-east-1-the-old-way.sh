#!/usr/bin/env bash
# boto3 1.43.107: presigned URLs of S3 are signed by Signature Version 2 in us-east-1 (AWSAccessKeyId,
# Signature, Expires), and by Version 4 (X-Amz-...) in eu-central-1, with the same code and no setting.
# A custom endpoint changes nothing: a server that reads the query by Version 4 alone sees no
# signature in the URLs that boto3 makes for its default region. The older form has no region, no
# date of signing, and says when it ends in seconds since 1970.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check boto3==1.43.107 botocore==1.43.107
AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null "$folder/env/bin/python" - <<'PYTHON'
from urllib.parse import parse_qs, urlsplit

import boto3

OLD = {"AWSAccessKeyId", "Expires", "Signature"}
for region, old in (("us-east-1", True), ("eu-central-1", False)):
    for endpoint in (None, "http://127.0.0.1:4566"):
        s3 = boto3.client(
            "s3",
            region_name=region,
            endpoint_url=endpoint,
            aws_access_key_id="sample",
            aws_secret_access_key="sample",
        )
        url = s3.generate_presigned_url("get_object", Params={"Bucket": "sample", "Key": "a.txt"})
        names = set(parse_qs(urlsplit(url).query))
        print(region, endpoint or "AWS", sorted(names))
        assert (names == OLD) == old, "Not as it was"
PYTHON
