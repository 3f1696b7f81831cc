"""A stand-in for the platform's demisto module: one command or automation, told as JSON on stdin; what it was given, as JSON
on stdout.

Runs the launcher as the platform does: as code, with `demisto` among its globals.
"""
import json
import sys


class Shared:
    """What integrations and automations may call alike."""

    def __init__(self, told):
        self.told = told
        self.given = {'results': [], 'logs': []}

    def args(self):
        # JSON cannot write a set.
        return {'odd': {1}} if 'args' in self.told.get('raises', []) else self.told.get('args', {})

    def results(self, value):
        self.given['results'].append(value)

    def mapObject(self, source, mapper, mapper_type):
        answers = self.told.get('mappers', {})
        if mapper not in answers:
            raise ValueError('no mapper named {}'.format(mapper))
        return answers[mapper]

    def getModules(self):
        return self.told.get('modules', {})

    def searchIndicators(self, fromDate=None, toDate=None, query='', size=100, page=0, value=None, searchAfter=None,
                         populateFields=None):
        found = [one for one in self.told.get('indicators', []) if 'type:' + one['indicator_type'] == query]
        start = searchAfter[0] if searchAfter else page * size
        shown = found[start:start + size]
        end = start + len(shown)
        # The platform has no list where there is nothing, and no place to go on where nothing follows.
        return {'total': len(found), 'iocs': shown or None, 'searchAfter': [end] if end < len(found) else None}

    def createIndicators(self, indicators_batch, noUpdate=False):
        self.given['indicators'] = indicators_batch

    def raise_if_told(self, name):
        if name in self.told.get('raises', []):
            raise RuntimeError('{} is not available'.format(name))

    def log(self, level):
        def write(text):
            self.raise_if_told('log')
            self.given['logs'].append([level, text])
        return write


class Integration(Shared):
    def __init__(self, told):
        super().__init__(told)
        self.callingContext = {'context': {'IntegrationBrand': told['brand'], 'IntegrationInstance': told['instance']}}
        self.context = told.get('integrationContext', {})
        self.version = 1
        self.conflicts = told.get('conflicts', 0)

    def command(self):
        return self.told['command']

    def params(self):
        return self.told.get('params', {})

    def getLastRun(self):
        return self.told.get('lastRun', {})

    def setLastRun(self, value):
        self.given['lastRun'] = value

    def incidents(self, value):
        self.given['incidents'] = value

    def getIntegrationContextVersioned(self, refresh=False):
        self.raise_if_told('getIntegrationContextVersioned')
        if self.told['command'] == 'test-module':
            raise ValueError('no integration context while testing')
        return {'context': dict(self.context), 'version': self.version}

    def setIntegrationContextVersioned(self, context, version=-1, sync=False):
        self.raise_if_told('setIntegrationContextVersioned')
        if self.conflicts:
            self.conflicts -= 1
            self.version += 1
            self.context['other'] = json.dumps('written by somebody else')
        if version != self.version:
            raise ValueError('version conflict')
        self.version += 1
        self.context = context

    def end(self):
        self.given['integrationContext'] = self.context


class Automation(Shared):
    """There is no command, no parameter, no last run and no integration context: whoever asks for them fails."""

    def __init__(self, told):
        super().__init__(told)
        self.given['set'] = {}

    def incident(self):
        return self.told['incident']

    def investigation(self):
        return {'id': self.told['incident'].get('id', '0')}

    def context(self):
        return self.told.get('context', {})

    def executeCommand(self, command, args):
        answers = self.told.get('commands', {})
        if command not in answers:
            raise ValueError('Unsupported Command: {}'.format(command))
        self.given.setdefault('executed', []).append([command, args])
        return answers[command]

    def setContext(self, path, value):
        self.given['set'][path] = value

    def dt(self, root, path):
        # Enough of the language for the cases: the values of a member in each object of a list.
        head, tail = path.split('.')
        return [one[tail] for one in root[head]]

    def end(self):
        pass


def main():
    told = json.load(sys.stdin)
    demisto = (Integration if 'command' in told else Automation)(told)
    demisto.debug, demisto.info, demisto.error = demisto.log('debug'), demisto.log('info'), demisto.log('error')
    try:
        exec(compile(told['script'], 'launch.py', 'exec'), {'demisto': demisto, '__name__': '__main__'})
    except Exception as error:
        demisto.given['raised'] = str(error)
    demisto.end()
    json.dump(demisto.given, sys.stdout)


main()
