"""A job of Glue's Python shell: runs a SQL file in DuckDB over objects of S3.

--sql     s3://bucket/key of the file
--input   s3://bucket/prefix/ of the objects that it reads as input/<name>
--output  s3://bucket/prefix/ of the objects that it writes as output/<name>

Every other argument that can be the name of a variable is one: --today is getvariable('today').
The SQL reaches these two folders, and nothing else. On a laptop runners/glue.ts does the same, and runs no Python.
"""

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import boto3
import duckdb

# One thread, so that the same rows give the same bytes.
SETTINGS = """
SET threads = 1;
SET memory_limit = '256MB';
SET autoload_known_extensions = false;
SET autoinstall_known_extensions = false;
SET allowed_directories = ['input/', 'output/'];
SET enable_external_access = false;
SET lock_configuration = true;
"""

s3 = boto3.client("s3")


def arguments(words):
    named = zip(words, words[1:] + ["--"])
    return {
        name[2:]: "" if value.startswith("--") else value
        for name, value in named
        if name.startswith("--")
    }


def place(uri):
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return bucket, key


def keys(bucket, prefix):
    listed = s3.get_paginator("list_objects_v2")
    for page in listed.paginate(Bucket=bucket, Prefix=prefix, Delimiter="/"):
        yield from (entry["Key"] for entry in page.get("Contents", []) if entry["Key"] != prefix)


def download(uri):
    bucket, prefix = place(uri)
    os.mkdir("input")
    with ThreadPoolExecutor(16) as pool:
        fetch = lambda key: s3.download_file(bucket, key, f"input/{key.removeprefix(prefix)}")
        names = list(pool.map(fetch, keys(bucket, prefix)))
    print(f"Read {len(names)} objects of {uri}")


def upload(uri):
    bucket, prefix = place(uri)
    for name in sorted(os.listdir("output")):
        s3.upload_file(f"output/{name}", bucket, prefix + name)
        print(f"Wrote {uri}{name}")


def main(sql, input, output, **variables):
    os.chdir(tempfile.mkdtemp())
    download(input)
    os.mkdir("output")
    bucket, key = place(sql)
    text = s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    database = duckdb.connect()
    database.execute(SETTINGS)
    for name, value in variables.items():
        if name.isidentifier():
            database.execute(f'SET VARIABLE "{name}" = ?', [value])
    database.execute(text)
    upload(output)


main(**arguments(sys.argv[1:]))
