"""The AWS CLI, loaded once: `serve` keeps it, and each command runs in a fork of it, as it was typed.

usage: aws-at-hand.py serve SOCKET        python with the package `awscli`
       aws-at-hand.py SOCKET WORD ...     the command: exit code, output and input are its own
"""
import array
import json
import os
import signal
import socket
import sys


# Of the services that the pages speak to.
SERVICES = (
    'cloudformation cloudwatch dynamodb iam kinesis s3 sagemaker sqs ssm stepfunctions'.split()
)


def serve(path):
    driver = loaded()
    door = socket.socket(socket.AF_UNIX)
    door.bind(path)
    door.listen(64)
    # Nobody waits for those that have ended: the kernel takes them away.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print('ready', flush=True)
    while True:
        caller, _ = door.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            caller.sendall(bytes([run(driver.main, caller)]))
            os._exit(0)
        caller.close()


def loaded():
    """The CLI as it makes itself for each command, which has read most of what one reads, and no environment."""
    import awscli.clidriver
    import botocore.client

    driver = awscli.clidriver.create_clidriver()
    loader = driver.session.get_component('data_loader')
    for name in SERVICES:
        loader.load_service_model(name, 'service-2')
        loader.load_service_model(name, 'endpoint-rule-set-1')
    for name in ['endpoints', 'partitions', 'sdk-default-configuration', '_retry']:
        loader.load_data(name)
    return driver


def run(main, caller):
    """Takes the place of the caller: its files, folder, environment and words. Gives the exit code."""
    head, files, _, _ = socket.recv_fds(caller, 1 << 20, 3)
    while not head.endswith(b'\n'):
        head += caller.recv(1 << 20)
    for number, file in enumerate(files):
        os.dup2(file, number)
    said = json.loads(head)
    os.chdir(said['folder'])
    # Where its own data lies the package has put into the environment when it was loaded.
    own = os.environ['AWS_DATA_PATH']
    os.environ.clear()
    os.environ.update(said['environment'], AWS_DATA_PATH=own)
    sys.argv = ['aws', *said['words']]
    try:
        return main()
    except SystemExit as end:
        return end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def ask(path, words):
    server = socket.socket(socket.AF_UNIX)
    server.connect(path)
    said = {'folder': os.getcwd(), 'environment': dict(os.environ), 'words': words}
    head = json.dumps(said).encode() + b'\n'
    server.sendmsg([head], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0, 1, 2]))])
    answer = server.recv(1)
    sys.exit(answer[0] if answer else 255)


if sys.argv[1] == 'serve':
    serve(sys.argv[2])
else:
    ask(sys.argv[1], sys.argv[2:])
