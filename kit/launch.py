"""Runs a Node bundle inside the platform's container and relays its wire to demisto.*.

Basic form: unpack the bundle once, start node for the command, answer its asks, hand its outcome to the platform.
The build writes the bundle, its hash, the image and the name of an automation (none for an integration) into the places
marked @...@.
"""
import base64
import hashlib
import json
import os
import re
import subprocess
import tempfile
import zlib

import demistomock as demisto  # the platform provides the real one; the build leaves this line out

# node-bundle: sha256:@HASH@
HASH = '@HASH@'
BUNDLE = '@BUNDLE@'
IMAGE = '@IMAGE@'
AUTOMATION = '@AUTOMATION@'
WHAT = 'automation' if AUTOMATION else 'integration'
NODE_FLOOR = (20, 18, 1)
ERROR = 4
STDERR_TAIL = 2000
CONTEXT_TRIES = 5


class LaunchError(Exception):
    """The bundle could not be run, or ended without an outcome; the text is for the person."""


def unpack():
    """The bundle's file, written once per container under the name of its hash."""
    folder = os.path.join(tempfile.gettempdir(), 'okta-lifecycle-{}'.format(os.getuid() if hasattr(os, 'getuid') else 0))
    path = os.path.join(folder, HASH + '.cjs')
    if os.path.exists(path):
        return path
    check_node()
    code = zlib.decompress(base64.b64decode(BUNDLE))
    if hashlib.sha256(code).hexdigest() != HASH:
        raise LaunchError('The {} is damaged: its bundle does not have the hash {}. Upload the pack again.'.format(WHAT, HASH))
    os.makedirs(folder, mode=0o700, exist_ok=True)
    # Two commands may start at once: each writes its own file, and the rename is atomic.
    handle, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, 'wb') as file:
        file.write(code)
    os.replace(temporary, path)
    return path


def check_node():
    """Refuses a container without node, or with one that is too old, naming the image that has it."""
    floor = '.'.join(map(str, NODE_FLOOR))
    try:
        answer = subprocess.run(['node', '--version'], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except OSError:
        raise LaunchError('There is no node in this container; set the docker image to {} (Node >= {}).'.format(IMAGE, floor))
    version = tuple(int(part) for part in re.findall(r'\d+', answer.stdout.decode())[:3])
    if version < NODE_FLOOR:
        found = '.'.join(map(str, version)) or 'unknown'
        raise LaunchError('Node {} in this container is too old; set the docker image to {} (Node >= {}).'.format(found, IMAGE, floor))


def host_command():
    """The command of an integration that runs; an automation has none, and the platform need not offer the question."""
    return '' if AUTOMATION else demisto.command()


def automation_start():
    """The wire's start message, from what the platform tells an automation."""
    incident = demisto.incident() or {}
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


def keep(done):
    """Writes the outcome's changes of the integration context. Raises LaunchError when what was to be kept is not."""
    changes = done.get('integrationContext')
    # The platform refuses it while an instance is tested (host contract, section 9); the token is asked for again.
    if not changes or AUTOMATION or host_command() == 'test-module':
        return
    try:
        write_context(changes)
    except Exception as error:  # a conflict that does not end, or whatever else the platform raises
        text = 'The integration context could not be written: {}'.format(error)
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
        return json.dumps({'answer': ask(line['with'])})
    except Exception as error:  # whatever the platform raises, or gives that is no JSON, is the bundle's to report
        return json.dumps({'refused': str(error)})


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
        return json.dumps(automation_start() if AUTOMATION else start_line())
    except Exception as error:  # whatever the platform raises, or gives that is no JSON
        raise LaunchError('The {} could not be started: {}'.format('automation' if AUTOMATION else 'command', error))


def relay(node):
    """Starts the command in node and serves its asks until it is done. Raises LaunchError when it ends without an outcome."""
    # Before the process: it would wait for a start that does not come.
    start = start_text()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(['node', node], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)

        def send(text):
            process.stdin.write(text.encode() + b'\n')
            process.stdin.flush()

        is_ending = False
        try:
            send(start)
            for text in process.stdout:
                line = json.loads(text)
                if 'done' in line:
                    process.stdin.close()
                    is_ending = True
                    return line['done']
                if 'log' in line:
                    log(line['log'], line['text'])
                else:
                    send(answer(line))
            # It closed its output, and its own exit status is worth telling.
            is_ending = True
        except (ValueError, TypeError, OSError) as error:
            log('error', 'The wire broke: {}'.format(error))
        finally:
            # The platform ends a command by an exception, and a process that waits for an answer would outlive it.
            if not is_ending:
                process.kill()
            status = process.wait()
        errors.seek(0)
        tail = errors.read().decode(errors='replace')[-STDERR_TAIL:].strip()
        raise LaunchError('The {} ended without an outcome (exit status {}). {}'.format(WHAT, status, tail))


def main():
    try:
        finish(relay(unpack()))
    except LaunchError as error:
        if host_command() == 'fetch-incidents':
            raise
        demisto.results({'Type': ERROR, 'ContentsFormat': 'text', 'Contents': str(error)})


if __name__ in ('__main__', '__builtin__', 'builtins'):
    main()
