"""A stand-in for the loop in the platform's Python containers (host contract, section 6).

One JSON object a line: a run comes on stdin, requests go to stdout and their replies come on stdin, until `completed`. Many
runs share the process; what one leaves in the environment, the folder or its globals is taken back before the next.
"""
import builtins
import io
import json
import os
import sys
import traceback
import uuid

MARKER = '[ERROR-fd5a7750-7182-4b38-90ba-091824478903]'


def write(message):
    sys.stdout.write(json.dumps(message) + '\n')
    sys.stdout.flush()


def ask(message):
    write(message)
    reply = sys.stdin.readline()
    if MARKER in reply:
        raise ValueError(reply.split(MARKER, 1)[1])
    return json.loads(reply)


def command(name, **args):
    """Most of what a script may ask for travels as a command with a reserved name."""
    return ask({'type': 'executeCommand', 'command': name, 'args': args})


def as_entries(value):
    """Whatever a script gives as a result, as entries (HC-60 to HC-62)."""
    if isinstance(value, list):
        return [entry for item in value for entry in as_entries(item)]
    if isinstance(value, dict):
        is_entry = 'Contents' in value and 'ContentsFormat' in value
        return [value if is_entry else {'Type': 1, 'Contents': json.dumps(value), 'ContentsFormat': 'json'}]
    return [{'Type': 1, 'Contents': str(value), 'ContentsFormat': 'text'}]


class Host:
    """What integrations and automations may call alike."""

    def __init__(self, run):
        self.callingContext = run

    def args(self):
        return self.callingContext.get('args', {})

    def investigation(self):
        return self.callingContext['context']['Inv']

    def context(self):
        return self.callingContext['context']['ExecutionContext']

    def incident(self):
        return self.callingContext['context']['Incidents'][0]

    def results(self, value):
        write({'type': 'result', 'results': as_entries(value)})

    def log(self, text):
        write({'type': 'entryLog', 'args': {'message': text}})

    def info(self, *args):
        self.tell('info', args)

    def debug(self, *args):
        self.tell('debug', args)

    def error(self, *args):
        self.tell('error', args)

    def tell(self, level, args):
        ask({'type': 'log', 'command': level, 'args': {'args': list(args)}})

    def mapObject(self, sourceObject, mapper, mapperType=''):
        return command('mapObject', source=sourceObject, mapper=mapper, mapperType=mapperType)

    def searchIndicators(self, value=None, query=None, size=None, page=None, fromDate=None, toDate=None, searchAfter=None,
                         populateFields=None):
        return command('searchIndicators', value=value, query=query, size=size, page=page, fromDate=fromDate, toDate=toDate,
                       searchAfter=searchAfter, populateFields=populateFields)

    def getModules(self):
        return ask({'type': 'getAllModules'})

    def dt(self, data, query):
        return ask({'type': 'dt', 'name': query, 'value': data})['result']


class Integration(Host):
    def command(self):
        return self.callingContext.get('command', '')

    def params(self):
        return self.callingContext.get('params', {})

    def incidents(self, incidents):
        self.results({'Type': 1, 'Contents': json.dumps(incidents), 'ContentsFormat': 'json'})

    def getLastRun(self):
        return command('getLastRun')

    def setLastRun(self, value):
        return command('setLastRun', value=value)

    def getIntegrationContextVersioned(self, refresh=False):
        return command('getIntegrationContext', refresh=refresh)

    def setIntegrationContextVersioned(self, value, version=-1, sync=False):
        return command('setIntegrationContext', value=value, version=version, sync=sync)

    def createIndicators(self, indicators, lastRun=None, noUpdate=False):
        return command('createIndicators', indicators=indicators, lastRun=lastRun, noUpdate=noUpdate)


class Script(Host):
    def executeCommand(self, name, args):
        return ask({'type': 'executeCommand', 'command': name, 'args': args})

    def setContext(self, name, value):
        return ask({'type': 'setContext', 'name': name, 'value': value})


def printing(demisto):
    """What a script prints goes to the log: stdout belongs to the protocol (HC-67)."""
    def to_log(*values):
        text = io.StringIO()
        builtins.print(*values, file=text)
        demisto.log(text.getvalue().strip())
    return to_log


def execute(run, code):
    demisto = (Integration if run['integration'] else Script)(run)
    # There is no __name__ among them, so that a script sees the one of the builtins.
    names = {
        'demisto': demisto, 'context': run, 'print': printing(demisto), 'json': json, 'uuid': uuid, 'sys': sys,
        'exit': sys.exit, 'quit': sys.exit, 'win': False,
    }
    try:
        exec(code, names, names)
    except Exception:
        write({'type': 'exception', 'args': {'exception': ''.join(traceback.format_exception(*sys.exc_info()))}})
    except SystemExit:
        pass
    finally:
        names.clear()


def compiled(run, cache):
    """The run's code, from the cache when the host has sent this version before."""
    script, version = run.pop('script', None), run.get('code_version')
    if run.get('reset_code_cache'):
        cache.clear()
    if version and version in cache:
        return cache[version]
    code = compile(script, '<string>', 'exec')
    if version:
        cache[version] = code
    return code


def restore(environment, folder):
    # As a plain dict: the environment of the process itself keeps what the script has put there.
    os.environ = dict(environment)
    os.chdir(folder)


def main():
    environment, folder, cache = dict(os.environ), os.getcwd(), {}
    for line in iter(sys.stdin.readline, ''):
        if line == 'ping\n':
            write({'type': 'pong'})
            continue
        run = json.loads(line)
        execute(run, compiled(run, cache))
        restore(environment, folder)
        write({'type': 'completed'})
        if run['native']:
            break


main()
