"""Runs a Node bundle inside the platform's container and relays its wire to demisto.*.

Unpacks the bundle once per container, starts node, answers the asks of the command, hands its outcome to the platform, and
keeps node for the next command that the same Python process is given. The build writes the bundle, its hash, the image and
the name of an automation (none for an integration) into the places marked @...@. It is one long file because the platform
takes one script and offers no module of ours to import.
"""
import atexit
import base64
import hashlib
import json
import os
import random
import re
import select
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import types
import zlib

import demistomock as demisto  # the platform provides the real one; the build leaves this line out

# node-bundle: sha256:@HASH@
HASH = '@HASH@'
BUNDLE = '@BUNDLE@'
IMAGE = '@IMAGE@'
AUTOMATION = '@AUTOMATION@'
WHAT = 'automation' if AUTOMATION else 'integration'
NODE_FLOOR = (20, 18, 1)
FLOOR = '.'.join(map(str, NODE_FLOOR))
ERROR = 4
STDERR_TAIL = 2000
# Between the lines of the wire what node wrote on stderr is not let grow beyond.
STDERR_MOST = 1000000
CONTEXT_TRIES = 5
# Before the second try; twice that before each later one, and by chance less, so that two containers do not meet again.
CONTEXT_PAUSE_SECONDS = 0.1
KEPT = 'okta_lifecycle_kept'
# The pack has two bundles: the integration's and the automations'. An older version's node makes room for them.
KEPT_AT_MOST = 2
PING_SECONDS = 2
PONG = b'{"pong":true}\n'
END_SECONDS = 2


def sentence(error):
    """What the platform says when it refuses: it reads a line, and leaves the line's end in the text."""
    return str(error).strip()


class LaunchError(Exception):
    """The bundle could not be run, or ended without an outcome; the text is for the person."""


def unpack():
    """The bundle's file, written once per container under the name of its hash."""
    try:
        path = os.path.join(own_folder(), HASH + '.cjs')
        if not is_whole(path):
            check_node()
            write_atomically(path, bundle_code())
        return path
    except OSError as error:
        raise LaunchError('The bundle could not be unpacked: {}'.format(error))


def own_folder():
    """A folder that nobody else can write to: what lies there is run."""
    folder = os.path.join(tempfile.gettempdir(), 'okta-lifecycle-{}'.format(os.getuid()))
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        found = os.lstat(folder)
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022:
            return folder
    except FileExistsError:
        pass
    folder = tempfile.mkdtemp(prefix='okta-lifecycle-')
    # Of the standard library: at the end of the process the functions of this script are without their globals.
    atexit.register(shutil.rmtree, folder, True)
    return folder


def is_whole(path):
    """Whether the bundle lies there already, and is what was written."""
    try:
        with open(path, 'rb') as file:
            return hashlib.sha256(file.read()).hexdigest() == HASH
    except FileNotFoundError:
        return False


def bundle_code():
    """The bytes of the bundle. Raises LaunchError when the script was changed on its way."""
    try:
        code = zlib.decompress(base64.b64decode(BUNDLE))
    except (ValueError, zlib.error):
        code = b''
    if hashlib.sha256(code).hexdigest() != HASH:
        raise LaunchError('The {} is damaged: its bundle does not have the hash {}. Upload the pack again.'.format(WHAT, HASH))
    return code


def write_atomically(path, content):
    """Two commands may start at once: each writes a file of its own, and the rename is atomic."""
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, 'wb') as file:
            file.write(content)
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise


def check_node():
    """Refuses a container without node, or with one that is too old, naming the image that has it."""
    try:
        answer = subprocess.run(
            ['node', '--version'], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, env=dict(os.environ))
    except OSError as error:
        raise without_node(error)
    version = tuple(int(part) for part in re.findall(r'\d+', answer.stdout.decode())[:3])
    if version < NODE_FLOOR:
        found = '.'.join(map(str, version)) or 'unknown'
        text = 'Node {} in this container is too old; set the docker image to {} (Node >= {}).'
        raise LaunchError(text.format(found, IMAGE, FLOOR))


def without_node(error):
    """The failure to start node, as it is told."""
    # What is missing may be the folder to start it in, too.
    is_absent = isinstance(error, (FileNotFoundError, PermissionError)) and error.filename == 'node'
    what = 'There is no node in this container' if is_absent else 'node could not be started ({})'.format(error)
    return LaunchError('{}; set the docker image to {} (Node >= {}).'.format(what, IMAGE, FLOOR))


def host_command():
    """The command of an integration that runs; an automation has none, and the platform need not offer the question."""
    return '' if AUTOMATION else demisto.command()


def automation_start():
    """The wire's start message, from what the platform tells an automation."""
    incident = own_incident()
    return {'start': {
        'kind': 'automation',
        'command': AUTOMATION,
        'args': demisto.args() or {},
        'params': {},
        'lastRun': {},
        'integrationContext': {},
        'instance': {'brand': 'Scripts', 'name': 'Scripts'},
        'investigation': {
            'id': (demisto.investigation() or {}).get('id') or '',
            # The platform makes up an incident for the playground.
            'incident': {} if incident.get('isPlayground') else incident,
            'context': demisto.context() or {},
        },
    }}


def own_incident():
    """The incident of an automation; the platform takes the first of a list, which may be empty."""
    try:
        return demisto.incident() or {}
    except (IndexError, TypeError):
        return {}


def start_line():
    """The wire's start message, from what the platform tells a command."""
    command = demisto.command()
    calling = getattr(demisto, 'callingContext', None) or {}
    context = calling.get('context') or {}
    start = {
        'kind': 'command',
        'command': command,
        'args': demisto.args() or {},
        'params': demisto.params() or {},
        'lastRun': (demisto.getLastRun() or {}) if command == 'fetch-incidents' else {},
        # The platform refuses the integration context while an instance is tested (host contract, section 9).
        'integrationContext': {} if command == 'test-module' else read_context()[0],
        'instance': {'brand': context.get('IntegrationBrand') or '', 'name': context.get('IntegrationInstance') or ''},
    }
    return {'start': start}


def read_context():
    """The integration context with each value parsed (values are kept as JSON text), and its version."""
    versioned = demisto.getIntegrationContextVersioned(True) or {}
    stored = versioned.get('context') or {}
    return {key: parse(value) for key, value in stored.items()}, versioned.get('version', -1)


def parse(value):
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


def write_context(changes):
    """Changes the named keys only; null removes one. A write that lost against another is made again on what that left."""
    for attempt in range(CONTEXT_TRIES):
        context, version = read_context()
        context.update(changes)
        kept = {key: json.dumps(value) for key, value in context.items() if value is not None}
        try:
            demisto.setIntegrationContextVersioned(kept, version, True)
            return
        except ValueError:
            if attempt == CONTEXT_TRIES - 1:
                raise
            time.sleep(random.uniform(0.5, 1) * CONTEXT_PAUSE_SECONDS * 2 ** attempt)


def keep(done):
    """Writes the outcome's changes of the integration context. Raises LaunchError when what was to be kept is not."""
    changes = done.get('integrationContext')
    # The platform refuses it while an instance is tested (host contract, section 9); the token is asked for again.
    if not changes or AUTOMATION or host_command() == 'test-module':
        return
    try:
        write_context(changes)
    except Exception as error:  # a conflict that does not end, or whatever else the platform raises
        text = 'The integration context could not be written: {}'.format(sentence(error))
        log('error', text)
        # A token that is lost is asked for again; a change that was asked for, or a token that was to go, is not made.
        if any(value is None or key not in done.get('secretKeys', []) for key, value in changes.items()):
            raise LaunchError(text)


ASKS = {
    'mapObject': lambda values: demisto.mapObject(*values),
    'getModules': lambda values: demisto.getModules(),
    # By name: the order of its parameters is the platform's own.
    'searchIndicators': lambda values: demisto.searchIndicators(**values[0]),
    'createIndicators': lambda values: demisto.createIndicators(*values),
}
# The platform offers these to automations alone (HC-2).
AUTOMATION_ASKS = {
    'executeCommand': lambda values: entries(demisto.executeCommand(*values)),
    'setContext': lambda values: demisto.setContext(*values),
    'dt': lambda values: demisto.dt(*values),
}


def entries(result):
    """What a command gave, as the list of entries that the wire has: the platform may give a single one, or none."""
    if isinstance(result, list):
        return result
    return [] if result is None else [result]


def answer(line):
    """The text of the answer to an ask."""
    ask = ASKS.get(line['ask']) or (AUTOMATION_ASKS.get(line['ask']) if AUTOMATION else None)
    if not ask:
        return json.dumps({'refused': 'This host does not offer {}.'.format(line['ask'])})
    try:
        return json.dumps({'answer': ask(line['with'])}, allow_nan=False)
    except Exception as error:  # whatever the platform raises, or gives that is no JSON, is the bundle's to report
        return json.dumps({'refused': sentence(error)})


def log(level, text):
    try:
        {'debug': demisto.debug, 'info': demisto.info, 'error': demisto.error}.get(level, demisto.debug)(text)
    except Exception:  # no command is worth less than a line of its log
        pass


def finish(done):
    """Results first and the place last: a command that is cut off in between repeats, and loses nothing."""
    if host_command() == 'fetch-incidents':
        finish_fetch(done)
        return
    is_test = host_command() == 'test-module'
    if is_test:
        raise_failure(done)
    for entry in done['entries']:
        demisto.results('ok' if is_test and entry.get('Contents') == 'ok' else entry)
    keep(done)


def finish_fetch(done):
    """Nothing may fail once the incidents are handed over, or they come again; a failed fetch keeps its token too."""
    try:
        keep(done)
    finally:
        raise_failure(done)
    for entry in done['entries']:
        demisto.results(entry)
    if 'incidents' in done:
        demisto.incidents(done['incidents'])
    if 'lastRun' in done:
        demisto.setLastRun(done['lastRun'])


def raise_failure(done):
    """The sentence of an outcome that failed, as the platform wants it of a fetch and of a test."""
    failed = [entry for entry in done['entries'] if entry.get('Type') == ERROR]
    if failed:
        raise LaunchError(str(failed[0].get('HumanReadable') or failed[0].get('Contents')))


def start_text():
    """The start message as the text of its line. Raises LaunchError when the platform refuses a part of it."""
    try:
        return json.dumps(automation_start() if AUTOMATION else start_line(), allow_nan=False)
    except Exception as error:  # whatever the platform raises, or gives that is no JSON
        raise LaunchError('The {} could not be started: {}'.format('automation' if AUTOMATION else 'command', sentence(error)))


def kept_nodes():
    """The nodes that wait for a next command, by the hash of their bundle; the one that waits longest comes first.

    The platform runs one script after the other in one process and clears the globals of each, but not sys.modules. So only
    objects of the standard library may lie there: a function or class of this script would find its globals gone.
    """
    module = sys.modules.setdefault(KEPT, types.ModuleType(KEPT))
    return module.__dict__.setdefault('nodes', {})


def take_node():
    """A node that is ready for a command: the kept one when it is fit, else a new one. Nobody else can take it meanwhile."""
    node = kept_nodes().pop(HASH, None)
    # After a fork it is the parent's, and two may not speak on one wire.
    if node and node.owner == os.getpid():
        if is_fit(node):
            return node
        log('info', 'The node process of an earlier command does not answer; another is started.')
        end(node)
    return start_node()


def is_fit(node):
    """Whether a kept node lives, does not hang and has written nothing since: the next thing that it writes is its pong."""
    stdout = node.process.stdout
    os.set_blocking(stdout.fileno(), False)
    try:
        if stdout.peek(1):
            return False
        send(node, '{"ping":true}')
        select.select([stdout], [], [], PING_SECONDS)
        return stdout.read1(len(PONG) + 1) == PONG
    except (OSError, ValueError):  # its end is closed, or this process has too many files open for select
        return False
    finally:
        os.set_blocking(stdout.fileno(), True)


def node_environment():
    """The environment of this process; the authorities that the platform names for Python are named for node as well."""
    environment = dict(os.environ)
    for name in ('SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE'):
        path = environment.get(name)
        if path and os.path.isfile(path) and not environment.get('NODE_EXTRA_CA_CERTS'):
            environment['NODE_EXTRA_CA_CERTS'] = path
    return environment


def start_node():
    path = unpack()
    try:
        errors = tempfile.TemporaryFile(buffering=0)
        # The loop restores os.environ, but the environment of the process itself may hold what another script left there.
        process = subprocess.Popen(
            ['node', path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            cwd=os.path.dirname(path), env=node_environment())
    except OSError as error:
        raise without_node(error)
    return types.SimpleNamespace(process=process, errors=errors, owner=os.getpid())


def put_back(node):
    """Keeps a node for the next command; it ends with its input, when this process does."""
    forget_errors(node)
    nodes = kept_nodes()
    # Another thread may have kept one of the same bundle.
    other = nodes.pop(HASH, None)
    if other:
        end(other)
    nodes[HASH] = node
    while len(nodes) > KEPT_AT_MOST:
        end(nodes.pop(next(iter(nodes))))


def end(node):
    """Ends a node in whatever state it is, and gives its exit status."""
    node.process.kill()
    for stream in (node.process.stdin, node.process.stdout):
        try:
            stream.close()
        except OSError:  # what it was still to be told
            pass
    return node.process.wait()


def send(node, text):
    node.process.stdin.write(text.encode() + b'\n')
    node.process.stdin.flush()


def relay():
    """Runs the command in node and gives its outcome. Raises LaunchError when there is none."""
    node = take_node()
    is_clean = True
    try:
        # While a new node starts.
        start = start_text()
        is_clean = False
        done = converse(node, start)
        is_clean = True
        return done
    finally:
        # The platform ends a command by an exception wherever it is: then nobody knows what the node is about to do.
        if is_clean:
            put_back(node)
        else:
            end(node)


def converse(node, start):
    """Serves the asks of a command until it is done."""
    forget_errors(node)
    try:
        send(node, start)
        for text in iter(node.process.stdout.readline, b''):
            if os.fstat(node.errors.fileno()).st_size > STDERR_MOST:
                forget_errors(node)
            line = json.loads(text)
            if 'done' in line:
                return {**line['done'], 'entries': list(line['done']['entries'])}
            if 'log' in line:
                log(line['log'], line['text'])
            else:
                send(node, answer(line))
        has_ended = True
    except Exception as error:  # no JSON, no line of the wire, or nobody who reads
        log('error', 'The wire broke: {}'.format(kind_of(error)))
        has_ended = isinstance(error, BrokenPipeError)
    raise LaunchError(ending(node, has_ended))


def kind_of(error):
    """The type of an error and where it is. Its text may hold the whole line, and that the tokens of an outcome."""
    at = getattr(error, 'pos', getattr(error, 'start', None))
    return type(error).__name__ + ('' if at is None else ' at {}'.format(at))


def forget_errors(node):
    """Empties the file of stderr, so that a node that is kept does not fill the container."""
    node.errors.seek(0)
    node.errors.truncate()


def errors_tail(node):
    """The end of what node wrote on stderr, however much that is."""
    size = node.errors.seek(0, os.SEEK_END)
    node.errors.seek(max(0, size - STDERR_TAIL))
    return node.errors.read().decode(errors='replace').strip()


def ending(node, has_ended):
    """The sentence about a node that gave no outcome."""
    if has_ended:
        # Its own exit status is worth telling, if it comes.
        try:
            node.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            pass
    status = end(node)
    # The bundle may have lain there already, and nobody have asked which node it is.
    check_node()
    return 'The {} ended without an outcome (exit status {}). {}'.format(WHAT, status, errors_tail(node)).strip()


def main():
    try:
        finish(relay())
    except LaunchError as error:
        if host_command() == 'fetch-incidents':
            raise
        demisto.results({'Type': ERROR, 'ContentsFormat': 'text', 'Contents': str(error)})


if __name__ in ('__main__', '__builtin__', 'builtins'):
    main()
