#!/usr/bin/env bash
# boto3 1.43.107: the endpoint it is given is not the host it calls. StartSyncExecution of Step Functions puts
# `sync-` before the host, an address of numbers among them: ListStateMachines reaches http://127.0.0.1:PORT,
# and StartSyncExecution of the same client ends with "Could not connect to the endpoint URL:
# http://sync-127.0.0.1:PORT/". The setting that turns it off is named after something else
# (inject_host_prefix=False; AWS_DISABLE_HOST_PREFIX_INJECTION=true).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check boto3==1.43.107 botocore==1.43.107
AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null "$folder/env/bin/python" - <<'PYTHON'
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import boto3
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError

heard = []


class Server(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        heard.append(self.headers["x-amz-target"])
        answer = b'{"stateMachines": [], "status": "SUCCEEDED"}'
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()


def client(**settings):
    return boto3.client(
        "stepfunctions",
        region_name="us-east-1",
        endpoint_url=f"http://127.0.0.1:{server.server_port}",
        aws_access_key_id="sample",
        aws_secret_access_key="sample",
        config=Config(retries={"total_max_attempts": 1}, **settings),
    )


MACHINE = "arn:aws:states:us-east-1:123456789012:express:sample"
client().list_state_machines()
try:
    client().start_sync_execution(stateMachineArn=MACHINE)
    raise AssertionError("Not as it was: it reached the endpoint")
except EndpointConnectionError as error:
    print(error)
    assert "http://sync-127.0.0.1:" in str(error), "Not as it was"
client(inject_host_prefix=False).start_sync_execution(stateMachineArn=MACHINE)
print(heard)
assert heard == ["AWSStepFunctions.ListStateMachines", "AWSStepFunctions.StartSyncExecution"]
PYTHON
